import { escapeThinking } from '#lib/protocol/thinking-tags.ts';
import { bareQuestion, hasProtocolTags, questionIn } from '../traces/protocol-tags.ts';
import { isRecord } from './json-text.ts';

interface Message {
  readonly role: string;
  /** Includes thinking that the content has in `<think>` or in parts. */
  readonly text: string;
  /** Thinking that was sent apart from the content. */
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
 * The trajectories of a chat: the assistant's messages with tags, else its last message; the question is the user's
 * message before it. Leaves out system messages, which hold instructions.
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

/** A row of Axolotl's `input_output`: texts, some of which the trainer learns (`label`) while the others are given. */
export function segmentTrace({ segments }: Record<string, unknown>): ChatTrace | null {
  if (!Array.isArray(segments) || segments.length === 0) return null;
  const parts = segments.filter(isRecord);
  if (parts.length < segments.length || !parts.every(({ label }) => typeof label === 'boolean')) return null;
  const joined = (wanted: boolean) =>
    parts.flatMap(({ label, text }) => (label === wanted ? [textOf(text)] : [])).join('');
  return { text: joined(true), question: bareQuestion(joined(false)) };
}

/**
 * Fields in which a message has its thinking apart from the text; servers that fill several write the same into each.
 */
const REASONING_FIELDS = [
  'reasoning_content',
  'reasoning',
  'thinking',
  'thought',
  'reasoning_text',
  'reasoning_details',
  'thinking_blocks',
];

/** The text of a value: a string, or parts of which the texts are joined. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (typeof content === 'number') return String(content);
  if (Array.isArray(content)) return content.map(textOf).join('');
  if (isRecord(content)) return textOf(content.text ?? content.content ?? '');
  return '';
}

/** A part of a content that is thinking: by its type (Anthropic, Mistral, AI SDK), or by a mark beside its text (Gemini). */
const isThinkingPart = (part: Record<string, unknown>): boolean =>
  part.thought === true || /^(?:thinking|reasoning|thought)\b/.test(String(part.type ?? ''));

/** The text of a thinking part, whichever of its fields has it; Mistral's is again a list of parts. */
function thinkingOf(part: unknown): string {
  if (Array.isArray(part)) return part.map(thinkingOf).join('');
  if (!isRecord(part)) return textOf(part);
  const { thinking, reasoning, text, summary, content } = part;
  for (const said of [thinking, reasoning, text, summary, content]) {
    const found = thinkingOf(said);
    if (found.trim() !== '') return found;
  }
  return '';
}

/** Wraps thinking as a transcript does, so that the transcript parser recognises it whatever it contains. */
function inThink(thinking: string): string {
  const bare = thinking.replace(/^\s*<think>/i, '').replace(/<\/think>\s*$/i, '');
  return bare.trim() === '' ? '' : `<think>\n${escapeThinking(bare.trim())}\n</think>\n\n`;
}

/** The text of a message's content, with its thinking parts in `<think>` at their places. */
function contentOf(content: unknown): string {
  if (!Array.isArray(content)) return textOf(content);
  let text = '';
  let thinking = '';
  for (const part of content) {
    if (isRecord(part) && isThinkingPart(part)) thinking += thinkingOf(part);
    else {
      text += inThink(thinking) + textOf(part);
      thinking = '';
    }
  }
  return text + inThink(thinking);
}

/** Thinking from a separate field of a message; the first field that is not empty. */
function reasoningOf(message: Record<string, unknown>): string {
  for (const field of REASONING_FIELDS) {
    const said = thinkingOf(message[field]);
    if (said.trim() !== '') return said;
  }
  return '';
}

/** Combines a reply and its separately sent thinking into one text that contains both; nothing twice. */
function withReasoning(text: string, reasoning: string): string {
  if (reasoning.trim() === '') return text;
  const tagged = hasProtocolTags(text);
  // A server that treats everything inside <think> as reasoning leaves the whole trajectory there.
  if (!tagged && hasProtocolTags(reasoning)) {
    if (text.trim() === '') return reasoning;
    if (/^\s*(?:<think>\s*)?<(?:question|plan)/i.test(reasoning))
      return `<think>\n${reasoning.trim()}\n</think>\n\n${text}`;
  }
  const sameThinking = squeezed(reasoning.replace(/<\/?think>/gi, ''));
  if (squeezed(inlineThinking(text)).includes(sameThinking)) return text;
  const reply = text.replace(/^\s*<\/think>\s*/i, '');
  const bodyAt = questionIn(reply)?.bodyAt ?? 0;
  return `${reply.slice(0, bodyAt)}${bodyAt > 0 ? '\n\n' : ''}${inThink(reasoning)}${reply.slice(bodyAt)}`;
}

/**
 * The first thinking in a text: between its tags, or up to a `</think>` whose opening tag the chat template consumed.
 */
function inlineThinking(text: string): string {
  const open = /<think>/i.exec(text);
  const close = /<\/think>/i.exec(text);
  if (close && (!open || close.index < open.index)) return text.slice(0, close.index);
  return open ? text.slice(open.index + open[0].length, close?.index) : '';
}

const squeezed = (text: string): string => text.replace(/\s+/g, '');
