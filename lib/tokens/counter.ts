/** Counts tokens with a named tokenizer; possibly in a worker, hence asynchronous. */
export interface TokenCounter {
  /** As recorded in the log, for example `qwen3`. */
  readonly name: string;
  count(text: string): Promise<number>;
}

/** A text's number of tokens, on the calling thread. */
export type Count = (text: string) => number;
