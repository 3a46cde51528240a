import { formatBytes } from '#lib/base/format.ts';
import type { DataSetColumns, DataSetRow } from '#lib/contract/data-set.ts';
import type { ImportProblem, SourcePlace } from '#lib/contract/imports.ts';
import { chatTraces, isChatRow, textOf } from '#lib/formats/rows/chat-row.ts';
import { isRecord, parseJson } from '#lib/formats/rows/json-text.ts';
import { bareQuestion, hasProtocolTags, questionIn } from '#lib/formats/traces/protocol-tags.ts';
import type { DataSetLimits } from './limits.ts';

/** The traces of one row; a problem where it has none. */
export function dataSetRows(
  place: SourcePlace,
  row: Record<string, unknown>,
  columns: DataSetColumns,
  limits: DataSetLimits,
): (DataSetRow | ImportProblem)[] {
  const cell = (name: string | null) => (name === null ? null : cellText(row[name]).trim() || null);
  const samples = (columns.trace === null ? [] : samplesOf(row[columns.trace])).filter(
    ({ text }) => text.trim() !== '',
  );
  const asked = columns.question === null ? null : questionOf(row[columns.question]);
  if (samples.length === 0) return [withoutTrace(place, columns.trace)];
  return samples.map(({ text, question }, index) => {
    const which = samples.length > 1 ? `#${index + 1}` : '';
    const name = (cell(columns.name) ?? `${place.path}:${place.record ?? 1}`).slice(0, 200) + which;
    return checkedRow(
      {
        place,
        name,
        question: asked ?? question,
        trace: text,
        answer: cell(columns.answer),
        expected: cell(columns.expected),
      },
      limits,
    );
  });
}

/** A trace, or the problem that keeps us from splitting it into steps. */
export function checkedRow(row: DataSetRow, limits: DataSetLimits): DataSetRow | ImportProblem {
  const { place, trace } = row;
  const refuse = (type: ImportProblem['type'], message: string, remedy: string): ImportProblem => ({
    place,
    type,
    message,
    remedy,
  });
  if (trace.length > limits.maxTraceLength)
    return refuse(
      'too-large',
      `The trace has ${formatBytes(trace.length)} of text; at most ${formatBytes(limits.maxTraceLength)} are read.`,
      'Cut it into several traces.',
    );
  if (hasProtocolTags(trace))
    return refuse(
      'no-trajectory',
      'This is a SPRINT trajectory already: it has plans and executions.',
      'Import it in the library; only sequential traces are taken apart here.',
    );
  return { ...row, question: row.question ?? questionIn(trace)?.question ?? null };
}

const withoutTrace = (place: SourcePlace, column: string | null): ImportProblem => ({
  place,
  type: 'no-trajectory',
  message:
    column === null
      ? `Row ${place.record ?? 1} has no trace in it.`
      : `Row ${place.record ?? 1} has nothing in the column “${column.slice(0, 60)}”.`,
  remedy: 'Leave the row out, or fill its column.',
});

/** One trace of a cell, with the question that precedes it in a chat. */
interface CellSample {
  readonly text: string;
  readonly question: string | null;
}

/** A cell as text, numbers included; the texts of a list are joined. */
export function cellText(value: unknown): string {
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  return textOf(value);
}

/**
 * Reads a cell as a chat's messages: a list of records, a record of lists (as Hugging Face stores `Sequence`), or
 * either as JSON in a text; undefined for anything else.
 */
export function chatOf(value: unknown): unknown {
  if (typeof value === 'string') {
    const parsed = /^\s*\[\s*\{/.test(value.slice(0, 100)) ? parseJson(value, 20) : undefined;
    return Array.isArray(parsed) ? parsed : undefined;
  }
  if (Array.isArray(value)) return value;
  if (!isRecord(value)) return undefined;
  const roles = value.role ?? value.from;
  const texts = value.content ?? value.value;
  if (!Array.isArray(roles) || !Array.isArray(texts)) return undefined;
  return roles.map((role: unknown, index) => ({ role, content: texts[index] }));
}

/** The traces in a cell: a text itself, each text of a list, or the assistant's messages of a chat. */
export function samplesOf(value: unknown): CellSample[] {
  const messages = chatOf(value);
  if (isChatRow({ messages })) return chatTraces({ messages });
  if (Array.isArray(value) && value.every((one) => typeof one === 'string' || one === null))
    return value.flatMap((one) => (one === null ? [] : [{ text: one, question: null }]));
  return [{ text: cellText(value), question: null }];
}

/** The question in a cell: in a chat the user's last message. */
function questionOf(value: unknown): string | null {
  const messages = chatOf(value);
  if (!isChatRow({ messages }) || !Array.isArray(messages)) return bareQuestion(cellText(value));
  const asked = messages.findLast(
    (message: unknown) => isRecord(message) && /^(?:user|human)$/i.test(String(message.role ?? message.from)),
  );
  return isRecord(asked) ? bareQuestion(cellText(asked.content ?? asked.value)) : null;
}
