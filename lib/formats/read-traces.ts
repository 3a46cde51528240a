import { assertUnreachable } from '#lib/base/assert.ts';
import { isRecord, linesOf, parseJson } from './json-text.ts';
import { type ImportLimits, importLimits } from './limits.ts';
import { notATrace, notATraceProblem } from './not-a-trace.ts';
import type { OpenedFile } from './open-files.ts';
import { keyOf } from './pair-keys.ts';
import { createProblemList } from './problem-list.ts';
import { hasProtocolTags, questionIn } from './protocol-marks.ts';
import { csvRows, jsonRows, type SourceRow } from './read-rows.ts';
import { type Recognised, recogniseFormat } from './recognise.ts';
import { rowTraces } from './row-traces.ts';
import { sizeText } from './sizes.ts';
import type { FileFormat, ImportProblem, SourceTrace } from './source-trace.ts';

export interface ReadTraces extends Recognised {
  readonly traces: SourceTrace[];
  readonly problems: ImportProblem[];
}

/**
 * The traces in a text: its format is recognised, or the one given is believed. Rows that hold none become problems, and
 * the rest goes on. Never throws, whatever the text; time is linear in it.
 */
export function readTraces(
  file: OpenedFile,
  options: { format?: FileFormat; limits?: ImportLimits } = {},
): ReadTraces {
  const { path, text } = file;
  const { limits = importLimits } = options;
  const recognised: Recognised = options.format
    ? { format: options.format, why: 'Chosen by hand.' }
    : recogniseFormat(path, text);
  const { format } = recognised;
  const found = (traces: SourceTrace[], problems: ImportProblem[] = []): ReadTraces => ({
    ...recognised,
    traces,
    problems,
  });
  if (!/\S/.test(text))
    return found(
      [],
      [{ place: { path }, type: 'empty', message: 'There is no text in it.', remedy: 'Nothing to do.' }],
    );
  if (!options.format) {
    const other = notATrace(path, text, hasProtocolTags(text));
    if (other) return found([], [notATraceProblem(path, other)]);
  }
  switch (format) {
    case 'log':
      return found([logTrace(file)]);
    case 'transcript':
    case 'sequential': {
      if (text.length > limits.maxTraceLength) return found([], [tooLong({ path }, text.length, limits)]);
      return found([textTrace(file, format)]);
    }
    case 'chat-jsonl':
    case 'table-jsonl':
      return { ...recognised, ...tableTraces(path, format, jsonRows(path, text, limits), limits) };
    case 'table-csv':
      return { ...recognised, ...tableTraces(path, format, csvRows(path, text, limits), limits) };
    default:
      return assertUnreachable(format);
  }
}

const tooLong = (place: ImportProblem['place'], length: number, limits: ImportLimits): ImportProblem => ({
  place,
  type: 'too-large',
  message: `The trace has ${sizeText(length)} of text; at most ${sizeText(limits.maxTraceLength)} are read.`,
  remedy: 'Cut it into several traces.',
});

function textTrace({ path, text }: OpenedFile, format: 'transcript' | 'sequential'): SourceTrace {
  return {
    place: { path },
    fileFormat: format,
    kind: format,
    strategy: format === 'transcript' ? 'sprint' : 'sequential',
    text,
    question: questionIn(text)?.question ?? null,
    expected: null,
    key: keyOf(path),
  };
}

/** Question and strategy are read from its first event; whether the log is one is found out when it is imported. */
function logTrace({ path, text }: OpenedFile): SourceTrace {
  let start: unknown;
  for (const { line } of linesOf(text)) {
    if (line.trim() === '') continue;
    start = parseJson(line, importLimits.maxJsonDepth);
    break;
  }
  const { question, strategy } = isRecord(start) ? start : {};
  return {
    place: { path },
    fileFormat: 'log',
    kind: 'log',
    strategy: strategy === 'sequential' ? 'sequential' : 'sprint',
    text,
    question: typeof question === 'string' && question.trim() !== '' ? question : null,
    expected: null,
    key: keyOf(path),
  };
}

function tableTraces(
  path: string,
  format: FileFormat,
  rows: Iterable<SourceRow>,
  limits: ImportLimits,
): { traces: SourceTrace[]; problems: ImportProblem[] } {
  const traces: SourceTrace[] = [];
  const problems = createProblemList(path, limits);
  let columns: string[] | null = null;
  let without = 0;
  for (const row of rows) {
    if (traces.length >= limits.maxTraces) {
      problems.add({
        place: { path },
        type: 'too-many',
        message: `The file holds more than ${limits.maxTraces.toLocaleString('en')} traces; the rest was not read.`,
        remedy: 'Split it into several files.',
      });
      break;
    }
    if (!row.ok) {
      problems.add(row.problem);
      continue;
    }
    columns ??= Object.keys(row.row);
    const inRow = rowTraces(row.place, format, row.row);
    if (inRow.length === 0 && without++ < limits.maxProblems)
      problems.add({
        place: row.place,
        type: 'no-trajectory',
        message: `Row ${row.place.record} has no trajectory in it.`,
        remedy: 'Leave the row out, or fill the column.',
      });
    for (const trace of inRow) {
      if (trace.text.length <= limits.maxTraceLength) traces.push(trace);
      else problems.add(tooLong(row.place, trace.text.length, limits));
    }
  }
  if (traces.length > 0 || (problems.list().length > 0 && columns === null))
    return { traces, problems: problems.list() };
  return { traces, problems: [noColumn(path, columns ?? [])] };
}

const noColumn = (path: string, columns: readonly string[]): ImportProblem => ({
  place: { path },
  type: 'no-trajectory',
  message:
    columns.length === 0
      ? 'The table has no rows.'
      : `No column holds a trajectory; there are: ${columns
          .slice(0, 12)
          .map((name) => `“${name.slice(0, 40)}”`)
          .join(', ')}${columns.length > 12 ? ', …' : ''}.`,
  remedy: 'Name the column “trajectory”, “response” or “text”, and the question’s “question”.',
});
