import type {
  DataSetColumns,
  DataSetInspection,
  DataSetRow,
  InspectedColumn,
} from '#lib/contract/data-set.ts';
import type { ImportProblem } from '#lib/contract/imports.ts';
import type { ByteSource } from '#lib/formats/files/byte-source.ts';
import { chosenColumns, entriesOf, sampleOf, tableEntries } from './entries.ts';
import { type DataSetLimits, dataSetLimits, more, unfolds } from './limits.ts';
import { samplesOf } from './row.ts';
import { openSource } from './table.ts';

export interface ReadDataSetOptions {
  /** Which column means what; we guess those not named here. `null`: none. */
  readonly columns?: Partial<DataSetColumns>;
  readonly limits?: DataSetLimits;
}

export const isDataSetProblem = (one: DataSetRow | ImportProblem): one is ImportProblem => 'remedy' in one;

/**
 * Reads the sequential traces of a file: rows of JSONL, JSON, CSV or Parquet; one text; an archive of such files.
 * Streams JSONL, CSV and Parquet. Returns what it cannot read as a problem, at most `maxProblems` of them and then
 * their number, and goes on with the rest. Throws only what `file.read` throws.
 */
export async function* readDataSet(
  file: ByteSource,
  { columns, limits = dataSetLimits }: ReadDataSetOptions = {},
): AsyncGenerator<DataSetRow | ImportProblem, void, void> {
  let problems = 0;
  let last: ImportProblem | null = null;
  let length = 0;
  for await (const entry of entriesOf(file, columns ?? {}, limits)) {
    if (isDataSetProblem(entry)) {
      problems++;
      last = entry;
      if (problems <= limits.maxProblems) yield entry;
      continue;
    }
    length += entry.trace.length;
    if (length > limits.ratioTextFrom && length > limits.maxTextRatio * file.size) {
      yield unfolds(file, limits);
      return;
    }
    yield entry;
  }
  if (last && problems > limits.maxProblems) yield more(file, problems - limits.maxProblems, last);
}

/** Number of characters to show of a text. */
const EXAMPLE = 2_000;
const SHOWN_ROWS = 5;

/**
 * Shows a person what is in a file, from its first rows, to choose columns. `isPart`: we have only the beginning of the
 * file, so that a truncated end is not a problem. Parquet has its directory at the end, so it must be whole.
 */
export async function inspectDataSet(
  file: ByteSource,
  { columns = {}, limits = dataSetLimits, isPart = false }: ReadDataSetOptions & { isPart?: boolean } = {},
): Promise<DataSetInspection> {
  const opened = await openSource(file, limits);
  if (opened.kind === 'problem') return { ...nothing, problems: [opened.problem] };
  const table = opened.kind === 'table' ? opened.table : null;
  const sample = table && (await sampleOf(table));
  const entries =
    table && sample ? tableEntries(file, table, sample, columns, limits) : entriesOf(file, columns, limits);
  const rows: (DataSetRow & { traceLength: number })[] = [];
  const problems: ImportProblem[] = [];
  for await (const entry of entries) {
    if (isDataSetProblem(entry)) problems.push(entry);
    else rows.push({ ...entry, trace: entry.trace.slice(0, EXAMPLE), traceLength: entry.trace.length });
    if (rows.length >= SHOWN_ROWS || problems.length >= SHOWN_ROWS) break;
  }
  // A row that the part cuts off is not faulty.
  if (isPart && rows.length > 0 && rows.length < SHOWN_ROWS) problems.pop();
  if (!table || !sample)
    return { ...nothing, format: opened.kind === 'files' ? opened.format : null, rows, problems };
  const chosen = chosenColumns(sample, columns);
  return {
    format: table.format,
    rowCount: table.rowCount,
    columns: sample.names.map((name) => inspected(name, sample.rows)),
    guess: chosen.columns,
    why: chosen.why,
    rows,
    problems,
  };
}

const nothing: DataSetInspection = {
  format: null,
  rowCount: null,
  columns: [],
  guess: null,
  why: '',
  rows: [],
  problems: [],
};

function inspected(name: string, rows: readonly Record<string, unknown>[]): InspectedColumn {
  const texts = rows.map((row) => samplesOf(row[name])[0]?.text ?? '').filter((text) => text.trim() !== '');
  return { name, filled: texts.length, example: (texts[0] ?? '').slice(0, 200) };
}
