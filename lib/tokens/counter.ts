/** Counts tokens with a named tokenizer; possibly in a worker, hence asynchronous. */
export interface TokenCounter {
  /** The name in the log, for example `qwen3`. */
  readonly name: string;
  count(text: string): Promise<number>;
}

/** A text's number of tokens, on the calling thread. */
export type Count = (text: string) => number;

/** The tokenizers that can count a log; the first is the default. Pure, so that the browser can name them. */
export const tokenizerNames = ['qwen3', 'o200k'] as const;

export type TokenizerName = (typeof tokenizerNames)[number];

/** The name in a log that nothing counted: its numbers are estimates (lib/trace/estimate.ts), shown with `≈`. */
export const ESTIMATED = 'estimate';

type TokenCounterErrorType = 'not-installed' | 'worker-failed' | 'closed';

/** Why we could not count; the message says what to do. */
export class TokenCounterError extends Error {
  readonly type: TokenCounterErrorType;

  constructor(type: TokenCounterErrorType, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TokenCounterError';
    this.type = type;
  }
}
