/** What the data card says of where the records come from. */
export interface TrainingSource {
  readonly name: string;
  /** Of the file that was brought; null for a single trace. */
  readonly sha256: string | null;
  /** Which of its records, as a sentence part: “kept by the filter”. */
  readonly selection: string;
}

export interface TrainingContext {
  readonly source: TrainingSource;
  /** Of Sprintscope. */
  readonly version: string;
  /** Counts what carries loss; `name` as in the log. */
  readonly counter: { readonly name: string; count(text: string): Promise<number> };
}
