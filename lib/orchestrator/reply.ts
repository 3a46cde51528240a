import type { CallPart } from '#lib/models/endpoint.ts';
import type { ParserStart, ProtocolEvent, TextEnd } from '#lib/protocol/events.ts';
import { createParser } from '#lib/protocol/parser.ts';

/** Any tag of the protocol; a reply whose reasoning holds one has put its words into the wrong channel. */
const PROTOCOL_TAG = /<\/?(?:Plan_\d|Execution_\d|execution_\d|prompt(?:_\d|>)|Final_answer>)/;

export interface ReplyHandlers {
  /** Events of the tagged text, in order; awaited, so that a fork is logged before the text after it. */
  onEvent(event: ProtocolEvent): void | Promise<void>;
  /** Reasoning that the endpoint sent apart. */
  onThinking(text: string): void;
  onNotice(notice: Extract<CallPart, { type: 'notice' }>): void;
}

/** The reading end of one reply: raw text in, protocol events out. */
export interface Reply {
  /** Takes a part; true when the role's turn is over and the rest is not wanted. */
  take(part: Exclude<CallPart, { type: 'finish' }>): Promise<boolean>;
  /** Reads the reasoning as if it were the reply (`tags-in-reasoning`). */
  readThinkingAsReply(): Promise<void>;
  close(how: TextEnd): Promise<void>;
  /** Everything said so far, to the letter: what a broken-off completion continues from. */
  readonly raw: string;
  readonly thinking: string;
  readonly sawTag: boolean;
  readonly tagsInThinking: boolean;
}

export function createReply(start: ParserStart, handlers: ReplyHandlers): Reply {
  const queue: ProtocolEvent[] = [];
  let raw = '';
  let thinking = '';
  let halted = false;
  const parser = createParser(start, (event) => queue.push(event));

  async function drain() {
    for (let event = queue.shift(); event; event = queue.shift()) {
      if (event.type === 'halt') halted = true;
      await handlers.onEvent(event);
    }
    return halted;
  }

  return {
    async take(part) {
      switch (part.type) {
        case 'text':
          raw += part.text;
          parser.feed(part.text);
          return drain();
        case 'thinking':
          thinking += part.text;
          handlers.onThinking(part.text);
          return false;
        case 'notice':
          handlers.onNotice(part);
          return false;
      }
    },
    async readThinkingAsReply() {
      parser.feed(thinking);
      await drain();
    },
    async close(how) {
      parser.end(how);
      await drain();
    },
    get raw() {
      return raw;
    },
    get thinking() {
      return thinking;
    },
    get sawTag() {
      return parser.sawTag;
    },
    get tagsInThinking() {
      return PROTOCOL_TAG.test(thinking);
    },
  };
}
