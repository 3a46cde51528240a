import { type AnswerKey, type AnswerKeyEntry, isAnswerKey, readAnswerKey } from '#lib/answers/answer-key.ts';
import type { ImportProblem } from '#lib/contract/imports.ts';
import type { OpenedFile } from '../files/open-files.ts';
import type { ImportLimits } from '../limits.ts';
import { isRecord, parseJson } from '../rows/json-text.ts';
import { createProblemList } from '../rows/problem-list.ts';
import { csvRows, jsonRows } from '../rows/read-rows.ts';
import { knownColumns } from '../rows/table-columns.ts';
import { hasProtocolTags } from './protocol-tags.ts';
import type { SourceTrace } from './source-trace.ts';

/** Characters that we search for marks that only a model writes. */
const HEAD = 200_000;

/**
 * Whether a table with these columns holds right answers and no trace. A column “solution” is a person's in the data
 * sets (MATH, AIME) and a model's in tables of results: the marks of a model's thinking distinguish them.
 */
export function isKeyTable(names: readonly string[], text: string): boolean {
  if (!isAnswerKey(names)) return false;
  const { traces } = knownColumns(names);
  if (traces.some((name) => !/^solution$/i.test(name.trim()))) return false;
  const head = text.slice(0, HEAD);
  return !hasProtocolTags(head) && !/<\/?think>/i.test(head);
}

/** The entries of an answer key (JSONL, a JSON list or CSV), and the problems in its other rows. */
export function readKeyFile(
  { path, text }: OpenedFile,
  limits: ImportLimits,
): { answers: readonly AnswerKeyEntry[]; problems: ImportProblem[] } {
  const faults = createProblemList(path, limits);
  const rows = /^[\s\uFEFF]*[[{]/.test(text) ? jsonRows(path, text, limits) : csvRows(path, text, limits);
  const values: Record<string, unknown>[] = [];
  for (const row of rows) {
    if (values.length >= limits.maxRows) {
      faults.add(
        fault(path, undefined, `The file holds more than ${limits.maxRows} rows; the rest was not read.`),
      );
      break;
    }
    if (row.ok) values.push(row.row);
    else faults.add(row.problem);
  }
  const { entries, problems } = readAnswerKey(values);
  for (const { row, message } of problems) faults.add(fault(path, row, `Row ${row}: ${message}`));
  return { answers: entries, problems: faults.list() };
}

const fault = (path: string, record: number | undefined, message: string): ImportProblem => ({
  place: { path, ...(record !== undefined && { record }) },
  type: 'no-trajectory',
  message,
  remedy: 'Correct the row, or leave it out: the others are used.',
});

/** Adds a key's right answer to a trace that has none itself. */
export function withKeyAnswer(trace: SourceTrace, key: AnswerKey | null): SourceTrace {
  const found = trace.expected === null && key ? key.find(trace) : null;
  return found ? { ...trace, expected: found.answer } : trace;
}

/** Where the input consists only of keys. */
export const onlyKey = (path: string): ImportProblem => ({
  place: { path },
  type: 'no-trajectory',
  message: 'This is an answer key: right answers, and no trace.',
  remedy:
    'Give it together with its traces; the import page also joins it to traces that are stored already.',
});

/** Column names of the first element of a JSON list; empty where the text is no such list. */
export function columnsOfElement(json: string, limits: ImportLimits): readonly string[] {
  const row = json.length > limits.maxLineLength ? undefined : parseJson(json, limits.maxJsonDepth);
  return isRecord(row) ? Object.keys(row) : [];
}
