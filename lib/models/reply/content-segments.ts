import { isRecord, type JsonRecord, recordIn } from './json.ts';

/** Words of a reply and the channel they came in. */
export interface Segment {
  channel: 'text' | 'thinking';
  text: string;
}

/** Parts nest two deep in servers' replies; anything deeper is not a reply. */
const MAX_DEPTH = 6;

/**
 * The fields in which servers put thinking; we use the first that is not empty, since some send the same words in two
 * of them.
 */
const THINKING_FIELDS = [
  'reasoning_content',
  'reasoning',
  'thinking',
  'reasoning_text',
  'thought',
  'thoughts',
  'reasoning_details',
  'reasoningContent',
  'thinking_content',
  // LiteLLM.
  'thinking_blocks',
];
const TEXT_FIELDS = ['content', 'text', 'output_text', 'value', 'parts', 'refusal'];
/** The fields that hold the words inside a thinking part. */
const THOUGHT_FIELDS = [
  'text',
  'thinking',
  'reasoning',
  // Bedrock.
  'reasoningText',
  'summary',
  'content',
  'value',
  'parts',
  'thought',
];
const NO_WORDS = /tool|function|image|audio|video|file|encrypted|redacted/i;
const IS_THINKING = /think|reason|thought|analysis/i;

/** All words in a value, whatever its structure. */
function wordsIn(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (depth > MAX_DEPTH) return '';
  if (Array.isArray(value)) return value.map((each) => wordsIn(each, depth + 1)).join('');
  if (!isRecord(value) || (typeof value.type === 'string' && NO_WORDS.test(value.type))) return '';
  return firstWords(value, THOUGHT_FIELDS, depth);
}

function firstWords(record: JsonRecord, fields: readonly string[], depth: number): string {
  for (const field of fields) {
    const words = field in record ? wordsIn(record[field], depth + 1) : '';
    if (words !== '') return words;
  }
  return '';
}

function partSegments(part: unknown, depth: number): Segment[] {
  if (typeof part === 'string') return part === '' ? [] : [{ channel: 'text', text: part }];
  // Some server sent a digit as a number.
  if (typeof part === 'number') return [{ channel: 'text', text: String(part) }];
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(part)) return part.flatMap((each) => partSegments(each, depth + 1));
  if (!isRecord(part)) return [];
  const type = typeof part.type === 'string' ? part.type : '';
  if (NO_WORDS.test(type)) return [];
  // Gemini marks a part's text with `thought: true`.
  if (IS_THINKING.test(type) || part.thought === true) {
    const text = wordsIn(part, depth);
    return text === '' ? [] : [{ channel: 'thinking', text }];
  }
  return segmentsIn(part, depth + 1);
}

/** Gemini's OpenAI-compatible API marks a delta as thinking beside its content. */
function isFlaggedThought(holder: JsonRecord): boolean {
  const extra = recordIn(holder, 'extra_content');
  const google = extra && recordIn(extra, 'google');
  return google?.thought === true;
}

/**
 * The words of a delta, a message or a part, in order. Content may be a text, parts, or an object; for each channel we
 * take the first of its fields that is not empty.
 */
export function segmentsIn(holder: JsonRecord, depth = 0): Segment[] {
  if (isFlaggedThought(holder)) {
    const text = wordsIn(holder.content);
    return text === '' ? [] : [{ channel: 'thinking', text }];
  }
  const thinking = firstWords(holder, THINKING_FIELDS, depth);
  let content: Segment[] = [];
  for (const field of TEXT_FIELDS) {
    if (holder[field] === undefined || holder[field] === null) continue;
    content = content.length > 0 ? content : partSegments(holder[field], depth + 1);
  }
  if (thinking === '') return content;
  const thoughtInContent = content
    .filter(({ channel }) => channel === 'thinking')
    .map(({ text }) => text)
    .join('');
  const rest =
    thoughtInContent.trim() === thinking.trim()
      ? content.filter(({ channel }) => channel === 'text')
      : content;
  return [{ channel: 'thinking', text: thinking }, ...rest];
}
