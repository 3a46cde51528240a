import type { CallPart } from '#lib/models/endpoint.ts';
import type { Parser, ParserStart, ProtocolEvent, TextEnd, ThinkOpening } from '#lib/protocol/events.ts';
import { createParser } from '#lib/protocol/parser/parser.ts';

/** Any tag of the protocol; a reply whose reasoning holds one has put its words into the wrong channel. */
const PROTOCOL_TAG = /<\/?(?:Plan_\d|Execution_\d|execution_\d|prompt(?:_\d|>)|Final_answer>)/;

export interface ReplyHandlers {
  /** Events of the tagged text, in order; awaited, so that a fork is logged before the text after it. */
  onEvent(event: ProtocolEvent): void | Promise<void>;
  /** Reasoning that the endpoint sent apart. */
  onThinking(text: string): void;
  onNotice(notice: Extract<CallPart, { type: 'notice' }>): void;
  /** What comes now is said at the end of the text. */
  onClosing?(how: TextEnd): void;
  /** The thinking is read as the reply from here on. */
  onReadingThinking?(): void;
}

/** The reading end of one reply: raw text in, protocol events out. */
export interface Reply {
  /**
   * Takes a part; true when the role's turn is over and the rest is not wanted. `nearly`: it is over unless what follows at
   * once shows that all of it was thinking.
   */
  take(part: Exclude<CallPart, { type: 'finish' }>): Promise<boolean | 'nearly'>;
  /** Reads the thinking as if it were the reply. */
  readThinkingAsReply(how: TextEnd): Promise<void>;
  close(how: TextEnd): Promise<void>;
  /** Everything said so far, to the letter: what a broken-off completion continues from. */
  readonly raw: string;
  /** In whatever channel or tags it came. */
  readonly thinking: string;
  /** Something was said that is no thinking. */
  readonly saidText: boolean;
  readonly sawTag: boolean;
  readonly tagsInThinking: boolean;
  /** The same of the reasoning that the endpoint sent apart. */
  readonly tagsInReasoning: boolean;
  /** The template had opened the thinking, as was known, and the reply never closed it. */
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
  /** Read as the reply for want of a `</think>`. */
  let neverClosed = false;
  let parser: Parser | null = null;
  let thinkOpened = opening.thinkOpened;

  /** Made with the first text: a server that sends the thinking apart has taken the template's opening with it. */
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
        // A plan that turns to the answer has said so, even where nothing follows.
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
          // White space ahead of the reasoning says nothing about where the reply begins.
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
