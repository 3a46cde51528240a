import { type ImportLimits, importLimits } from '#lib/formats/limits.ts';

/** What a data set may cost. Sizes are bytes, lengths UTF-16 units. */
export interface DataSetLimits extends ImportLimits {
  /** A table that is streamed: JSONL, CSV, Parquet. What is read whole is bounded by `maxFileBytes`. */
  readonly maxTableBytes: number;
  /** Rows that are looked at, and traces that are given. */
  readonly maxRows: number;
  readonly maxTraces: number;
  /** Text given ÷ size of the file, from `ratioTextFrom` on: a dictionary writes a million rows with a few bytes. */
  readonly maxTextRatio: number;
  readonly ratioTextFrom: number;
}

const GiB = 1024 ** 3;

/** The largest open data sets of traces have about a million rows and 10 GB, in files of some 500 MB each. */
export const dataSetLimits: DataSetLimits = {
  ...importLimits,
  maxTableBytes: 4 * GiB,
  maxRows: 1_000_000,
  maxTraces: 1_000_000,
  maxTextRatio: 200,
  ratioTextFrom: 64 * 1024 ** 2,
};
