import { assertUnreachable } from '#lib/base/assert.ts';
import { isRecord, linesOf, parseJson } from './json-text.ts';
import { type ImportLimits, importLimits } from './limits.ts';
import { notATrace, notATraceProblem } from './not-a-trace.ts';
import type { OpenedFile } from './open-files.ts';
import { keyOf } from './pair-keys.ts';
import { hasProtocolTags, questionIn } from './protocol-marks.ts';
import { csvRows, jsonRows } from './read-rows.ts';
import { tableTraces, tooLong } from './read-table.ts';
import { type Recognised, recogniseFormat } from './recognise.ts';
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
