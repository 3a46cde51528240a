import type { DataSetColumns, DataSetRow } from '#lib/contract/data-set.ts';
import type { ImportProblem } from '#lib/contract/imports.ts';
import { type ByteSource, bytesSource } from '#lib/formats/files/byte-source.ts';
import { isImportProblem, openFiles } from '#lib/formats/files/open-files.ts';
import { isChatRow } from '#lib/formats/rows/chat-row.ts';
import { knownColumns } from '#lib/formats/rows/table-columns.ts';
import { readTraces } from '#lib/formats/traces/read-traces.ts';
import { recogniseFormat } from '#lib/formats/traces/recognise.ts';
import type { SourceTrace } from '#lib/formats/traces/source-trace.ts';
import { type DataSetLimits, noColumn, tooMany } from './limits.ts';
import { cellText, chatOf, checkedRow, dataSetRows, samplesOf } from './row.ts';
import { openSource, type Table } from './table.ts';

/** Number of rows that a guess is based on. */
const SAMPLE = 20;

/** Yields every trace of a file and every problem with it, without a limit, one at a time on demand. */
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

/** Does the same for an open table, with its first rows. */
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
interface Sample {
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

/** The columns to read: the given ones, and for the others our guesses. */
export function chosenColumns({ names, rows }: Sample, given: Partial<DataSetColumns>) {
  const { columns, why } = guessColumns(names, rows);
  const named = Object.fromEntries(Object.entries(given).filter(([, name]) => name !== undefined));
  return { columns: { ...columns, ...named }, why };
}

/** Files that are read whole: one trace each, or tables within an archive. */
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

interface DataSetGuess {
  readonly columns: DataSetColumns;
  /** As a sentence for people. */
  readonly why: string;
}

/** Columns, by their names in the open data sets, that hold thinking alone, with the answer in another column. */
const THINKING = [
  'deepseekreasoning',
  'deepseekthinkingtrajectory',
  'reasoningcontent',
  'reasoningtrace',
  'thinkingtrajectory',
  'thinkingtrajectories',
  'thinking',
  'thought',
  'thoughts',
  'chainofthought',
  'cot',
  'reasoning',
];
const ANSWER = [
  'deepseeksolution',
  'deepseekattempt',
  'finalresponse',
  'finalanswer',
  'response',
  'completion',
  'output',
];
/** Names used for trajectories, but as often for a short model solution. */
const WEAK = new Set(['solution', 'text', 'content', 'output', 'outputs']);
const MARKS = /<\/?think>|<\|begin_of_thought\|>/;
/** Longer texts are worded answers or solutions, which we compare with no answer. */
const LONGEST_EXPECTED = 200;

const folded = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The columns that a table most likely means, from their names and from some of its rows. */
function guessColumns(names: readonly string[], rows: readonly Record<string, unknown>[]): DataSetGuess {
  const known = knownColumns(names);
  const find = (wanted: readonly string[]) =>
    wanted.flatMap((one) => names.find((name) => folded(name) === one) ?? []);
  const thinking = find(THINKING);
  const chats = names.filter((name) => rows.some((row) => isChatRow({ messages: chatOf(row[name]) })));
  const strong = known.traces.filter((name) => !WEAK.has(folded(name)) && name !== known.question);
  const weak = known.traces.filter((name) => WEAK.has(folded(name)));
  const candidates = [...new Set([...thinking, ...strong, ...chats, ...weak])].filter(
    (name) => !(chats.includes(name) && known.question === name && chats.length > 1),
  );
  const texts = (name: string) => rows.flatMap((row) => samplesOf(row[name]).map(({ text }) => text));
  const marked = candidates.find((name) => texts(name).some((text) => MARKS.test(text)));
  const filled = candidates.find((name) => texts(name).some((text) => text.trim() !== ''));
  const other = [...names].filter((name) => name !== known.question).sort((a, b) => length(b) - length(a))[0];
  const trace = marked ?? filled ?? (other !== undefined && length(other) >= 200 ? other : null);
  const isFree = (name: string | null | undefined): name is string =>
    typeof name === 'string' && name !== trace;
  const question = isFree(known.question) ? known.question : null;
  const answer = trace !== null && thinking.includes(trace) ? find(ANSWER).find(isFree) : undefined;
  const expected = [known.expected]
    .filter(isFree)
    .find((name) => name !== answer && length(name) <= LONGEST_EXPECTED);
  const columns = {
    trace,
    question,
    answer: answer ?? null,
    expected: expected ?? null,
    name: isFree(known.id) ? known.id : null,
  };
  return { columns, why: reason(columns, { marked, filled, chats }) };

  function length(name: string): number {
    const lengths = rows.map((row) => cellText(row[name]).length);
    return lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, lengths.length);
  }
}

function reason(
  { trace }: DataSetColumns,
  found: { marked: string | undefined; filled: string | undefined; chats: readonly string[] },
): string {
  if (trace === null) return 'No column looks like reasoning.';
  if (trace === found.marked) return `“${trace}” holds texts with marks of thinking.`;
  if (found.chats.includes(trace)) return `“${trace}” holds chats; what the assistant wrote is read.`;
  return trace === found.filled
    ? `“${trace}” is a known name for reasoning.`
    : `“${trace}” holds the longest texts.`;
}
