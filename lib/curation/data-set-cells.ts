import { chatTraces, isChatRow, textOf } from '#lib/formats/rows/chat-row.ts';
import { isRecord, parseJson } from '#lib/formats/rows/json-text.ts';
import { bareQuestion } from '#lib/formats/traces/protocol-tags.ts';

/** One trace of a cell, with the question that a chat asks before it. */
export interface CellSample {
  readonly text: string;
  readonly question: string | null;
}

/** A cell as text; numbers too, and the texts of a list joined. */
export function cellText(value: unknown): string {
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  return textOf(value);
}

/**
 * A cell as a chat's messages: a list of records, a record of lists (as Hugging Face's `Sequence` is stored), or either
 * as JSON in a text; undefined for anything else.
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

/** The traces in a cell: of a text itself, of a list of texts each, of a chat what the assistant wrote. */
export function samplesOf(value: unknown): CellSample[] {
  const messages = chatOf(value);
  if (isChatRow({ messages })) return chatTraces({ messages });
  if (Array.isArray(value) && value.every((one) => typeof one === 'string' || one === null))
    return value.flatMap((one) => (one === null ? [] : [{ text: one, question: null }]));
  return [{ text: cellText(value), question: null }];
}

/** The question in a cell: of a chat what the user said last. */
export function questionOf(value: unknown): string | null {
  const messages = chatOf(value);
  if (!isChatRow({ messages }) || !Array.isArray(messages)) return bareQuestion(cellText(value));
  const asked = messages.findLast(
    (message: unknown) => isRecord(message) && /^(?:user|human)$/i.test(String(message.role ?? message.from)),
  );
  return isRecord(asked) ? bareQuestion(cellText(asked.content ?? asked.value)) : null;
}
