import type { CallPart } from '#lib/models/endpoint.ts';
import type { Parser, ParserStart, ProtocolEvent, TextEnd, ThinkOpening } from '#lib/protocol/events.ts';
import { createParser } from '#lib/protocol/parser/parser.ts';

/** Any tag of the protocol; if a reply's reasoning contains one, the model put its words into the wrong channel. */
const PROTOCOL_TAG = /<\/?(?:Plan_\d|Execution_\d|execution_\d|prompt(?:_\d|>)|Final_answer>)/;

export interface ReplyHandlers {
  /** Receives the events of the tagged text, in order; awaited, so that the log has a fork before the text after it. */
  onEvent(event: ProtocolEvent): void | Promise<void>;
  /** Receives reasoning that the endpoint sent separately. */
  onThinking(text: string): void;
  onNotice(notice: Extract<CallPart, { type: 'notice' }>): void;
  /** The events that follow come from closing the text. */
  onClosing?(how: TextEnd): void;
  /** From here on, we read the thinking as the reply. */
  onReadingThinking?(): void;
}

/** Reads one reply: raw text in, protocol events out. */
export interface Reply {
  /**
   * Takes a part; returns true when the role's turn is over and we do not want the rest. `nearly`: the turn is over
   * unless the text right after it shows that all of it was thinking.
   */
  take(part: Exclude<CallPart, { type: 'finish' }>): Promise<boolean | 'nearly'>;
  /** Reads the thinking as the reply. */
  readThinkingAsReply(how: TextEnd): Promise<void>;
  close(how: TextEnd): Promise<void>;
  /** The whole text so far, unchanged: a broken-off completion continues from it. */
  readonly raw: string;
  /** The thinking, in any channel or tags. */
  readonly thinking: string;
  /** The reply has text that is not thinking. */
  readonly saidText: boolean;
  readonly sawTag: boolean;
  readonly tagsInThinking: boolean;
  /** The same for the reasoning that the endpoint sent separately. */
  readonly tagsInReasoning: boolean;
  /** As expected, the template had opened the thinking, and the reply never closed it. */
  readonly awaitsThinkClose: boolean;
  /** Where the reply began; null where nobody can tell. */
  readonly began: 'in-thinking' | 'outside' | null;
}

export function createReply(start: ParserStart, opening: ThinkOpening, handlers: ReplyHandlers): Reply {
  const queue: ProtocolEvent[] = [];
  let raw = '';
  let reasoning = '';
  let inline = '';
  let saidText = false;
  let halted = false;
  let wasThinking = false;
  /** We read the thinking as the reply because `</think>` is missing. */
  let neverClosed = false;
  let parser: Parser | null = null;
  let thinkOpened = opening.thinkOpened;

  /**
   * Created with the first text: a server that sends the thinking separately has removed the template's opening tag
   * with it.
   */
  function parserNow(): Parser {
    if (parser) return parser;
    if (thinkOpened === 'yes' && reasoning !== '') thinkOpened = 'perhaps';
    parser = createParser(withOpening(start, thinkOpened), (event) => queue.push(event));
    return parser;
  }

  async function drain() {
    for (let event = queue.shift(); event; event = queue.shift()) {
      notice(event);
      await handlers.onEvent(event);
    }
  }

  function notice(event: ProtocolEvent) {
    switch (event.type) {
      case 'halt':
        halted = true;
        break;
      case 'thinking-delta':
        inline += event.text;
        break;
      case 'was-thinking':
        wasThinking = true;
        halted = false;
        saidText = false;
        inline = event.text;
        break;
      case 'answer-start':
        // A plan that turns to the answer counts as text, even if nothing follows.
        saidText ||= start.at === 'plan';
        break;
      case 'plan-delta':
      case 'prompt-start':
      case 'execution-delta':
      case 'answer-delta':
      case 'thought-delta':
        saidText = true;
        break;
      default:
    }
  }

  const thinking = () => reasoning + inline;

  return {
    async take(part) {
      switch (part.type) {
        case 'text':
          raw += part.text;
          // White space before the reasoning does not show where the reply begins.
          if (parser || part.text.trim() !== '') parserNow().feed(part.text);
          await drain();
          break;
        case 'thinking':
          if (halted) break;
          reasoning += part.text;
          handlers.onThinking(part.text);
          break;
        case 'notice':
          handlers.onNotice(part);
          break;
      }
      return halted && (parserNow().mayBeginAnew ? 'nearly' : true);
    },
    async readThinkingAsReply(how) {
      neverClosed = parser?.awaitsThinkClose ?? false;
      handlers.onReadingThinking?.();
      parser = createParser(start, (event) => queue.push(event));
      parser.feed(thinking());
      await drain();
      handlers.onClosing?.(how);
      parser.end(how);
      await drain();
    },
    async close(how) {
      handlers.onClosing?.(how);
      parserNow().end(how);
      await drain();
    },
    get raw() {
      return raw;
    },
    get thinking() {
      return thinking();
    },
    get saidText() {
      return saidText;
    },
    get sawTag() {
      return parserNow().sawTag;
    },
    get tagsInThinking() {
      return PROTOCOL_TAG.test(thinking());
    },
    get tagsInReasoning() {
      return PROTOCOL_TAG.test(reasoning);
    },
    get awaitsThinkClose() {
      return parser?.awaitsThinkClose ?? false;
    },
    get began() {
      if (!saidText) return null;
      if (thinkOpened === 'yes') return neverClosed ? 'outside' : 'in-thinking';
      return wasThinking ? 'in-thinking' : 'outside';
    },
  };
}

function withOpening(start: ParserStart, thinkOpened: ThinkOpening['thinkOpened']): ParserStart {
  return start.at === 'document' || thinkOpened === undefined ? start : { ...start, thinkOpened };
}
