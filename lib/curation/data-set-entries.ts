import type { DataSetColumns, DataSetRow } from '#lib/contract/data-set.ts';
import type { ImportProblem } from '#lib/contract/imports.ts';
import { type ByteSource, bytesSource } from '#lib/formats/files/byte-source.ts';
import { isImportProblem, openFiles } from '#lib/formats/files/open-files.ts';
import { readTraces } from '#lib/formats/traces/read-traces.ts';
import { recogniseFormat } from '#lib/formats/traces/recognise.ts';
import type { SourceTrace } from '#lib/formats/traces/source-trace.ts';
import { guessColumns } from './data-set-columns.ts';
import type { DataSetLimits } from './data-set-limits.ts';
import { noColumn, tooMany } from './data-set-problems.ts';
import { checkedRow, dataSetRows } from './data-set-row.ts';
import { openSource, type Table } from './data-set-table.ts';

/** Rows that a guess is made of. */
const SAMPLE = 20;

/** Every trace of a file and everything that is wrong with it, unlimited in number. Pulled, one at a time. */
export async function* entriesOf(
  file: ByteSource,
  columns: Partial<DataSetColumns>,
  limits: DataSetLimits,
): AsyncGenerator<DataSetRow | ImportProblem, void, void> {
  const opened = await openSource(file, limits);
  if (opened.kind === 'problem') yield opened.problem;
  else if (opened.kind === 'files') yield* filesOf(file, columns, limits);
  else yield* tableEntries(file, opened.table, await sampleOf(opened.table), columns, limits);
}

/** The same of a table that was opened, with its first rows. */
export async function* tableEntries(
  file: ByteSource,
  table: Table,
  sample: Sample,
  given: Partial<DataSetColumns>,
  limits: DataSetLimits,
): AsyncGenerator<DataSetRow | ImportProblem, void, void> {
  const { columns } = chosenColumns(sample, given);
  const missing = Object.values(given).filter(
    (name) => typeof name === 'string' && !sample.names.includes(name),
  );
  if (columns.trace === null || missing.length > 0) {
    yield noColumn(file, sample.names, missing);
    yield* sample.problems;
    return;
  }
  const needed = [...new Set(Object.values(columns).filter((name) => name !== null))];
  let seen = 0;
  for await (const row of table.rows(needed)) {
    if (++seen > limits.maxRows) {
      yield tooMany(file, limits);
      return;
    }
    if (row.ok) yield* dataSetRows(row.place, row.row, columns, limits);
    else yield row.problem;
  }
}

/** The first rows of a table. */
export interface Sample {
  readonly names: readonly string[];
  readonly rows: readonly Record<string, unknown>[];
  readonly problems: readonly ImportProblem[];
}

export async function sampleOf(table: Table): Promise<Sample> {
  const rows: Record<string, unknown>[] = [];
  const problems: ImportProblem[] = [];
  for await (const row of table.rows()) {
    if (row.ok) rows.push(row.row);
    else problems.push(row.problem);
    if (rows.length >= SAMPLE || problems.length >= SAMPLE) break;
  }
  const names = table.columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { names, rows, problems };
}

/** The columns that are read: recognised ones, but for those that were chosen. */
export function chosenColumns({ names, rows }: Sample, given: Partial<DataSetColumns>) {
  const { columns, why } = guessColumns(names, rows);
  const named = Object.fromEntries(Object.entries(given).filter(([, name]) => name !== undefined));
  return { columns: { ...columns, ...named }, why };
}

/** Whole texts: one trace each, or tables within an archive. */
async function* filesOf(
  file: ByteSource,
  columns: Partial<DataSetColumns>,
  limits: DataSetLimits,
): AsyncGenerator<DataSetRow | ImportProblem, void, void> {
  const source = { path: file.name, size: file.size, bytes: () => file.read(0, file.size) };
  for await (const opened of openFiles([source], limits)) {
    if (isImportProblem(opened)) {
      yield opened;
      continue;
    }
    const isTable = /^(?:table|chat)-/.test(recogniseFormat(opened.path, opened.text).format);
    if (isTable && opened.path !== file.name) {
      const inner = bytesSource(opened.path, new TextEncoder().encode(opened.text));
      yield* entriesOf(inner, columns, limits);
      continue;
    }
    const { traces, problems } = readTraces(opened, { limits });
    yield* problems;
    for (const trace of traces) yield traceRow(trace, limits);
  }
}

function traceRow({ place, kind, text, question, expected }: SourceTrace, limits: DataSetLimits) {
  if (kind === 'log')
    return {
      place,
      type: 'no-trajectory' as const,
      message: 'This is the log of a session, not a text.',
      remedy: 'Import it in the library, and take its trace apart from there.',
    };
  return checkedRow({ place, name: place.path, question, trace: text, answer: null, expected }, limits);
}
