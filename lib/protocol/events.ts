import type { Place, Severity } from '#lib/trace/events.ts';

/**
 * The parser's events, in the order of the text. Offsets count UTF-16 units in a piece's own text, with tags removed
 * and white space around its outermost tags trimmed.
 */
export type ProtocolEvent =
  | { type: 'question-delta'; text: string }
  | { type: 'question-end' }
  | { type: 'plan-start'; stage: number; written?: string }
  | { type: 'plan-delta'; stage: number; text: string }
  | { type: 'prompt-start'; stage: number; index: number; offset: number; written?: string }
  /** Emitted at once, with the character that closes the tag. `closed: false`: we assumed the end. */
  | { type: 'prompt-end'; stage: number; index: number; offset: number; closed: boolean }
  | { type: 'plan-end'; stage: number; closed: boolean }
  | { type: 'executions-start'; stage: number }
  | { type: 'execution-start'; stage: number; index: number; written?: string }
  | { type: 'execution-delta'; stage: number; index: number; text: string }
  | { type: 'execution-end'; stage: number; index: number; closed: boolean }
  | { type: 'executions-end'; stage: number; closed: boolean }
  | { type: 'answer-start' }
  | { type: 'answer-delta'; text: string }
  | { type: 'answer-end'; closed: boolean }
  /** Text of a sequential trace, or of a reply without any tag. */
  | { type: 'thought-start' }
  | { type: 'thought-delta'; text: string }
  | { type: 'thought-end'; closed: boolean }
  /** Inline `<think>` not followed by a protocol tag: thinking of the open piece (or of the next one). */
  | { type: 'thinking-delta'; text: string }
  /**
   * A `</think>` that nothing in this text had opened: everything emitted since the start (except a question) is void,
   * because it was thinking. `text`: that thinking, including tags as written. The text begins anew after it. At most
   * once per text.
   */
  | { type: 'was-thinking'; text: string }
  | { type: 'dependency'; from: { stage: number; index?: number }; to: number; offset: number }
  | { type: 'diagnostic'; code: string; severity: Severity; place: Place; explanation: string }
  /**
   * The parser read a tag that ends this role's turn: it ignores everything after it, and the caller aborts upstream.
   */
  | { type: 'halt'; reason: 'stop-tag' | 'answer-end' };

/** What a chat template may have done with a reply's `<think>`. */
export interface ThinkOpening {
  /**
   * `perhaps`: it may have swallowed the opening, so a `</think>` that nothing opened turns the text before it into
   * thinking. `yes`: it did; the parser reads nothing before `</think>` as the protocol. Missing: `</think>` closes the
   * transcript's envelope, as in a text completion.
   */
  thinkOpened?: 'perhaps' | 'yes';
}

/**
 * Where in a transcript the text to feed begins. `document`: a whole one; `<Question>`, `<think>` and everything after
 * are optional.
 */
export type ParserStart = { at: 'document' } | (RoleStart & ThinkOpening);

type RoleStart =
  /** The planner's reply for stage `stage`: may or may not repeat `<Plan_i>`, may be `<Final_answer>` instead. */
  | {
      at: 'plan';
      stage: number;
      /** How many executions each earlier stage has: then the parser knows a reference to one that does not exist. */
      executions?: readonly number[];
    }
  /** Executor i.j's reply: may or may not repeat `<execution_i.j>`. */
  | { at: 'execution'; stage: number; index: number }
  /** The prompt ended with `<Final_answer>`. */
  | { at: 'answer' }
  /** A sequential run: no tag means anything but an inline `<think>` envelope. */
  | { at: 'thought' };

/** How the text ended. A server that stops at a stop string omits it: that is not an unclosed tag. */
export type TextEnd = 'complete' | 'stop' | 'length' | 'aborted';

export interface Parser {
  /** Takes the next piece of text, of any length; never throws. After `halt` it ignores the rest. */
  feed(text: string): void;
  /** Closes what is open, according to how the text ended. */
  end(how: TextEnd): void;
  /** True once the parser emitted `halt`. */
  readonly halted: boolean;
  /** True once the parser read any protocol tag. */
  readonly sawTag: boolean;
  /**
   * The parser emitted `halt`, but later text may still show that everything before was thinking (`thinkOpened:
   * 'perhaps'`).
   */
  readonly mayBeginAnew: boolean;
  /** The start said that thinking was opened (`thinkOpened: 'yes'`), and nothing has closed it yet. */
  readonly awaitsThinkClose: boolean;
}

export type CreateParser = (start: ParserStart, onEvent: (event: ProtocolEvent) => void) => Parser;
