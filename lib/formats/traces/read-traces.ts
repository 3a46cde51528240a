import type { AnswerKeyEntry } from '#lib/answers/answer-key.ts';
import { assertUnreachable } from '#lib/base/assert.ts';
import type { FileFormat, ImportProblem } from '#lib/contract/imports.ts';
import { rightAnswerIn } from '#lib/trace/annotation-lines.ts';
import type { OpenedFile } from '../files/open-files.ts';
import { type ImportLimits, importLimits } from '../limits.ts';
import { isRecord, linesOf, parseJson } from '../rows/json-text.ts';
import { csvRows, jsonRows } from '../rows/read-rows.ts';
import { tableTraces, tooLong } from '../rows/read-table.ts';
import { readKeyFile } from './answer-keys.ts';
import { notATrace, notATraceProblem } from './not-a-trace.ts';
import { type PageLog, pageLog } from './page-log.ts';
import { keyOf } from './pairs.ts';
import { hasProtocolTags, questionIn } from './protocol-tags.ts';
import { type Recognised, recogniseFormat } from './recognise.ts';
import type { SourceTrace } from './source-trace.ts';

export interface ReadTraces extends Recognised {
  readonly traces: SourceTrace[];
  readonly problems: ImportProblem[];
  /** Entries of an answer key; empty for everything else. */
  readonly answers: readonly AnswerKeyEntry[];
}

/**
 * The traces in a text: recognises its format, or uses the given one. Rows without a trace become problems, and the
 * rest continues. Never throws, whatever the text; time is linear in it.
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
    answers: [],
  });
  if (!/\S/.test(text))
    return found(
      [],
      [{ place: { path }, type: 'empty', message: 'There is no text in it.', remedy: 'Nothing to do.' }],
    );
  if (!options.format && format !== 'html-page') {
    const other = notATrace(path, text, hasProtocolTags(text));
    if (other) return found([], [notATraceProblem(path, other)]);
  }
  switch (format) {
    case 'log':
      return found([logTrace(file, 'log')]);
    case 'html-page': {
      const page = pageLog(text);
      if (!page.ok) return found([], [pageProblem(path, page.why)]);
      return found([logTrace({ path, text: page.log }, 'html-page')]);
    }
    case 'transcript':
    case 'sequential': {
      if (text.length > limits.maxTraceLength) return found([], [tooLong({ path }, text.length, limits)]);
      return found([textTrace(file, format)]);
    }
    case 'chat-jsonl':
    case 'table-jsonl':
      return { ...found([]), ...tableTraces(path, format, jsonRows(path, text, limits), limits) };
    case 'table-csv':
      return { ...found([]), ...tableTraces(path, format, csvRows(path, text, limits), limits) };
    case 'answer-key':
      return { ...found([]), ...readKeyFile(file, limits) };
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

function pageProblem(path: string, why: Extract<PageLog, { ok: false }>['why']): ImportProblem {
  const problem = { place: { path }, type: 'no-trajectory' as const };
  switch (why) {
    case 'absent':
      return {
        ...problem,
        message: 'There is no log of Sprintscope in this page.',
        remedy: 'Give a page that Sprintscope exported as “Player page”, or the log itself.',
      };
    case 'empty':
      return {
        ...problem,
        message: 'This is the player page without a session.',
        remedy: 'Export the session once more as “Player page”, or as “Event log”.',
      };
    case 'damaged':
      return {
        ...problem,
        type: 'invalid-log',
        message: 'The log in this page is damaged: its element does not end as it was written.',
        remedy: 'Export the session once more; a page that an editor or a program rewrote may have lost it.',
      };
    default:
      return assertUnreachable(why);
  }
}

/** Reads question and strategy from the first event; the import itself checks whether the text is a log. */
function logTrace({ path, text }: OpenedFile, fileFormat: 'log' | 'html-page'): SourceTrace {
  let start: unknown;
  for (const { line } of linesOf(text)) {
    if (line.trim() === '') continue;
    start = parseJson(line, importLimits.maxJsonDepth);
    break;
  }
  const { question, strategy } = isRecord(start) ? start : {};
  return {
    place: { path },
    fileFormat,
    kind: 'log',
    strategy: strategy === 'sequential' ? 'sequential' : 'sprint',
    text,
    question: typeof question === 'string' && question.trim() !== '' ? question : null,
    expected: rightAnswerIn(text),
    key: keyOf(path),
  };
}
