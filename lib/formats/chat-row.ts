import { contentOf, reasoningOf, textOf, withReasoning } from './chat-reasoning.ts';
import { isRecord } from './json-text.ts';
import { bareQuestion, hasProtocolTags } from './protocol-marks.ts';

export { textOf } from './chat-reasoning.ts';

interface Message {
  readonly role: string;
  /** With the thinking that its content has in `<think>` or in parts. */
  readonly text: string;
  /** Sent apart from the content. */
  readonly reasoning: string;
}

const list = (row: Record<string, unknown>): unknown => row.messages ?? row.conversations ?? row.conversation;

/** Whether a row is a chat: `messages` (OpenAI) or `conversations` (`from` and `value`). */
export const isChatRow = (row: Record<string, unknown>): boolean => {
  const messages = list(row);
  return Array.isArray(messages) && messages.some(isRecord);
};

const roles: ReadonlyMap<string, string> = new Map([
  ['human', 'user'],
  ['gpt', 'assistant'],
  ['model', 'assistant'],
  ['bot', 'assistant'],
]);

function messagesOf(row: Record<string, unknown>): Message[] {
  const messages = list(row);
  if (!Array.isArray(messages)) return [];
  return messages.filter(isRecord).map((message) => {
    const role = String(message.role ?? message.from ?? '').toLowerCase();
    return {
      role: roles.get(role) ?? role,
      text: contentOf(message.content ?? message.value ?? ''),
      reasoning: reasoningOf(message),
    };
  });
}

export interface ChatTrace {
  readonly text: string;
  readonly question: string | null;
}

/**
 * The trajectories of a chat: the assistant's messages that have the tags, else its last one; the question is the
 * user's message before it. System messages hold instructions and are left out.
 */
export function chatTraces(row: Record<string, unknown>): ChatTrace[] {
  let question: string | null = null;
  const replies: ChatTrace[] = [];
  for (const { role, text, reasoning } of messagesOf(row)) {
    if (role === 'user') question = bareQuestion(text);
    if (role !== 'assistant') continue;
    const whole = withReasoning(text, reasoning);
    if (whole.trim() !== '') replies.push({ text: whole, question });
  }
  const tagged = replies.filter(({ text }) => hasProtocolTags(text));
  return tagged.length > 0 ? tagged : replies.slice(-1);
}

/** A row of Axolotl's `input_output`: texts of which some are learned (`label`) and the others given. */
export function segmentTrace({ segments }: Record<string, unknown>): ChatTrace | null {
  if (!Array.isArray(segments) || segments.length === 0) return null;
  const parts = segments.filter(isRecord);
  if (parts.length < segments.length || !parts.every(({ label }) => typeof label === 'boolean')) return null;
  const joined = (wanted: boolean) =>
    parts.flatMap(({ label, text }) => (label === wanted ? [textOf(text)] : [])).join('');
  return { text: joined(true), question: bareQuestion(joined(false)) };
}
