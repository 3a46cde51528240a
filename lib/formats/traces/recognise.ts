import type { FileFormat } from '#lib/contract/imports.ts';
import { importLimits } from '../limits.ts';
import { isChatRow } from '../rows/chat-row.ts';
import { csvDelimiter } from '../rows/csv-cells.ts';
import { isRecord, jsonElements, parseJson } from '../rows/json-text.ts';
import { knownColumns } from '../rows/table-columns.ts';
import { columnsOfElement, isKeyTable } from './answer-keys.ts';
import { notATrace } from './not-a-trace.ts';
import { isPlayerPage } from './page-log.ts';
import { hasProtocolTags } from './protocol-tags.ts';

export interface Recognised {
  readonly format: FileFormat;
  /** Why, as a sentence for people. */
  readonly why: string;
}

const as = (format: FileFormat, why: string): Recognised => ({ format, why });

/**
 * The most likely format of a text. The content decides; the name only where the content leaves it open. Everything
 * unrecognised is a sequential trace: plain reasoning has no marks.
 */
export function recogniseFormat(path: string, text: string): Recognised {
  // Before the tags: a player page knows of them, and none of them is a trace.
  if (isPlayerPage(text))
    return as('html-page', 'It is a player page of Sprintscope, which carries its log.');
  const hasTags = hasProtocolTags(text);
  return (
    recogniseJson(path, text) ??
    recogniseCsv(path, text) ??
    (hasTags ? as('transcript', 'It has the tags of a SPRINT trajectory.') : plain(path, text))
  );
}

function plain(path: string, text: string): Recognised {
  const other = notATrace(path, text, false);
  if (other) return as('sequential', `This is ${other.what}.`);
  return as(
    'sequential',
    /<\/?think>/i.test(text)
      ? 'It has <think> and no tags of a SPRINT trajectory.'
      : 'It is plain text without tags of a SPRINT trajectory.',
  );
}

function recogniseJson(path: string, text: string): Recognised | null {
  const start = text.search(/[^\s\uFEFF]/);
  const named = /\.(?:jsonl?|ndjson)$/i.test(path);
  const first = text[start];
  if (first === '[' && (named || /^\[\s*\{/.test(text.slice(start, start + 1_000)))) {
    const chat = /"(?:messages|conversations)"\s*:/.test(text.slice(start, start + 100_000));
    if (chat) return as('chat-jsonl', 'It is a JSON list of chats.');
    const element = jsonElements(text, start).next();
    const columns = element.done ? [] : columnsOfElement(element.value.json, importLimits);
    return isKeyTable(columns, text) ? KEY : as('table-jsonl', 'It is a JSON list of rows.');
  }
  if (first === '{') {
    const end = text.indexOf('\n', start);
    const line = end < 0 ? text.slice(start) : text.slice(start, end);
    const { maxLineLength, maxJsonDepth } = importLimits;
    const row = line.length > maxLineLength ? undefined : parseJson(line, maxJsonDepth);
    if (isRecord(row)) return recogniseRow(row, text);
    const head = text.slice(start, start + 100_000);
    if (!named && !/^\{\s*"(?:[^"\\\n]{1,60})"\s*:/.test(head)) return null;
    return /"(?:messages|conversations)"\s*:\s*\[/.test(head)
      ? as('chat-jsonl', 'It is JSON with “messages”.')
      : as('table-jsonl', 'It is JSON.');
  }
  return named ? as('table-jsonl', 'Its name says that it is JSON.') : null;
}

const KEY = as('answer-key', 'Its columns are those of an answer key: right answers, and no trace.');

function recogniseRow(row: Record<string, unknown>, text: string): Recognised {
  if (row.type === 'session-start') return as('log', 'It begins with a session-start event.');
  if (typeof row.seq === 'number' && typeof row.at === 'number' && typeof row.type === 'string')
    return as('log', 'Its lines are events.');
  if (isChatRow(row)) return as('chat-jsonl', 'Each line is a chat (“messages”).');
  if (isKeyTable(Object.keys(row), text)) return KEY;
  const column = knownColumns(Object.keys(row)).traces[0];
  return as(
    'table-jsonl',
    column ? `Each line is a row; its column “${column}” is read.` : 'Each line is a row of JSON.',
  );
}

function recogniseCsv(path: string, text: string): Recognised | null {
  const named = /\.(?:csv|tsv)$/i.test(path);
  const header =
    text
      .slice(0, 20_000)
      .replace(/^[\s\uFEFF]+/, '')
      .split(/\r?\n|\r/, 1)[0] ?? '';
  const delimiter = csvDelimiter(header);
  const names = header.split(delimiter).map((name) => name.trim().replace(/^"|"$/g, ''));
  if (names.length > 1 && names.every((name) => name.length <= 60) && isKeyTable(names, text)) return KEY;
  const { traces, question, id } = knownColumns(names);
  const looksSo =
    names.length > 1 &&
    names.every((name) => name.length <= 60) &&
    traces.length > 0 &&
    (question !== null || id !== null);
  if (!named && !looksSo) return null;
  return as(
    'table-csv',
    traces[0] ? `It is a table; its column “${traces[0]}” is read.` : 'Its name says that it is a table.',
  );
}
