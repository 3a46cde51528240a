import type { ImportProblem } from '#lib/contract/imports.ts';
import type { ByteSource } from '#lib/formats/files/byte-source.ts';
import { type ImportLimits, importLimits } from '#lib/formats/limits.ts';

/** What a data set may cost. Sizes are bytes, lengths UTF-16 units. */
export interface DataSetLimits extends ImportLimits {
  /** A table that we stream: JSONL, CSV, Parquet. `maxFileBytes` bounds files that we read whole. */
  readonly maxTableBytes: number;
  /** Most rows to read, and most traces to return. */
  readonly maxRows: number;
  readonly maxTraces: number;
  /**
   * Returned text ÷ size of the file, checked from `ratioTextFrom` on: with a dictionary a few bytes can expand to a
   * million rows.
   */
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

const number = (count: number): string => count.toLocaleString('en');

export const unfolds = ({ name }: ByteSource, { maxTextRatio }: DataSetLimits): ImportProblem => ({
  place: { path: name },
  type: 'zip-ratio',
  message: `The file unfolds to more than ${maxTextRatio} times its size; it was not read further.`,
  remedy: 'Convert it to JSONL yourself if you trust it.',
});

export const more = ({ name }: ByteSource, count: number, last: ImportProblem): ImportProblem => ({
  place: { path: name },
  type: last.type,
  message: `${number(count)} more rows have problems like these.`,
  remedy: 'Correct the ones above first.',
});

export const tooMany = ({ name }: ByteSource, { maxRows }: DataSetLimits): ImportProblem => ({
  place: { path: name },
  type: 'too-many',
  message: `The file holds more than ${number(maxRows)} rows; the rest was not read.`,
  remedy: 'Split it into several files.',
});

/** Names shown of a table's columns. */
const SHOWN = 12;

/** No column holds traces, or a requested column does not exist. */
export function noColumn(
  { name }: ByteSource,
  names: readonly string[],
  missing: readonly (string | null | undefined)[],
): ImportProblem {
  const quoted = (list: readonly (string | null | undefined)[]) =>
    list.map((one) => `“${(one ?? '').slice(0, 40)}”`).join(', ');
  const there = quoted(names.slice(0, SHOWN)) + (names.length > SHOWN ? ', …' : '');
  return {
    place: { path: name },
    type: 'no-trajectory',
    message:
      names.length === 0
        ? 'The table has no rows that could be read.'
        : missing.length > 0
          ? `There is no column ${quoted(missing)}; there are: ${there}.`
          : `No column looks like reasoning; there are: ${there}.`,
    remedy: 'Choose the columns of the trace and of the question by hand.',
  };
}
