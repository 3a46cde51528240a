import { isModestJson } from './reply-bounds.ts';

/** A JSON object whose fields are not known yet. */
export type JsonRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first of these fields that is an object. */
export function recordIn(record: JsonRecord, ...names: string[]): JsonRecord | null {
  for (const name of names) {
    const value = record[name];
    if (isRecord(value)) return value;
  }
  return null;
}

/** Undefined if the text is not JSON (which itself has no undefined), or larger than any honest server sends. */
export function parseJson(text: string): unknown {
  if (!isModestJson(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const MAX_MENDED_LENGTH = 256 * 1024;
const NO_NUMBERS = ['-Infinity', 'Infinity', 'NaN'];

/** One pass from left to right: a regular expression would start again at each quote of a text that never ends. */
function mend(text: string): string {
  const parts: string[] = [];
  let from = 0;
  let inText = false;
  const put = (replacement: string, at: number, length: number) => {
    parts.push(text.slice(from, at), replacement);
    from = at + length;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"') inText = !inText;
    else if (inText && character === '\\') at++;
    else if (inText && character < ' ') put(JSON.stringify(character).slice(1, -1), at, 1);
    else if (!inText && (character === '-' || character === 'I' || character === 'N')) {
      const word = NO_NUMBERS.find((each) => text.startsWith(each, at));
      if (word === undefined) continue;
      put('null', at, word.length);
      at += word.length - 1;
    }
  }
  return parts.join('') + text.slice(from);
}

/**
 * Like `parseJson`, but accepts what Python’s and hand-written serializers leave in: NaN, Infinity, bare control
 * characters.
 */
export function parseLooseJson(text: string): unknown {
  const value = parseJson(text);
  if (value !== undefined || text.length > MAX_MENDED_LENGTH || !/^\s*[{[]/.test(text)) return value;
  const mended = mend(text);
  return mended === text ? undefined : parseJson(mended);
}

const BETWEEN_VALUES = /^(?:\s|,|data:)*$/;
/** Longer stretches between values overflow the regular expression's stack. */
const MAX_BETWEEN = 1000;
const isBetweenValues = (text: string): boolean => text.length <= MAX_BETWEEN && BETWEEN_VALUES.test(text);

/** Several objects and lists in a row, as gateways glue events together; undefined for anything else. */
export function parseJsonSequence(text: string): unknown[] | undefined {
  if (!isModestJson(text)) return undefined;
  const values: unknown[] = [];
  let depth = 0;
  let inText = false;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (inText) {
      if (character === '\\') at++;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '{' || character === '[') {
      if (depth++ > 0) continue;
      if (!isBetweenValues(text.slice(from, at))) return undefined;
      from = at;
    } else if (character === '}' || character === ']') {
      if (--depth > 0) continue;
      const value = depth === 0 ? parseLooseJson(text.slice(from, at + 1)) : undefined;
      if (value === undefined) return undefined;
      values.push(value);
      from = at + 1;
    }
  }
  return values.length > 0 && isBetweenValues(text.slice(from)) ? values : undefined;
}
