import { parseJson } from '../reply/json.ts';

/** Longer texts are not error objects. */
const MAX_LENGTH = 64 * 1024;

const WORDS: ReadonlyMap<string, string> = new Map([
  ['None', 'null'],
  ['True', 'true'],
  ['False', 'false'],
]);
const BRACKETS: ReadonlyMap<string, string> = new Map([
  ['(', '['],
  [')', ']'],
]);
const STRING_PART = /[^'"\\]+|\\[\s\S]|['"]/y;
const OTHER_PART = /[^'"(),\w]+|\w+|,\s*|[()]/y;

/**
 * Converts lists and dictionaries as Python prints them, which vLLM and litellm put into their messages. One pass from
 * left to right: a regular expression for a whole string would start again at each quote of a string that never ends.
 * Null if a string does not end.
 */
function fromPython(text: string): string | null {
  const parts: string[] = [];
  let at = 0;
  const next = (part: RegExp): string => {
    part.lastIndex = at;
    const found = part.exec(text)?.[0] ?? text.charAt(at);
    at += found.length;
    return found;
  };
  while (at < text.length) {
    const quote = text.charAt(at);
    if (quote !== '"' && quote !== "'") {
      const token = next(OTHER_PART);
      // A comma before the end of a list.
      const needless = token.startsWith(',') && (at === text.length || ')]}'.includes(text.charAt(at)));
      parts.push(needless ? token.slice(1) : (WORDS.get(token) ?? BRACKETS.get(token) ?? token));
      continue;
    }
    at++;
    const string: string[] = [];
    for (let part = next(STRING_PART); part !== quote; part = next(STRING_PART)) {
      if (part === '') return null;
      string.push(inJson(part));
    }
    parts.push(`"${string.join('')}"`);
  }
  return parts.join('');
}

/** Converts a part of a string. JSON has no escape `\'`; other odd escapes lose their backslash. */
function inJson(part: string): string {
  if (part.startsWith('\\')) return /["\\/bfnrtu]/.test(part.charAt(1)) ? part : part.slice(1);
  return part.replace(/["\n\r\t]/g, (character) => JSON.stringify(character).slice(1, -1));
}

const parsed = (text: string): unknown => {
  const value = parseJson(text);
  if (value !== undefined) return value;
  const python = fromPython(text);
  return python === null ? undefined : parseJson(python);
};

/**
 * The object or list that a text is, or that it holds after a few words (`litellm.BadRequestError: OpenAIException -
 * {…}`, `data: {…}`), in JSON or as Python prints it; `before` = those words. Null if there is none.
 */
export function embeddedJson(text: string): { value: object; before: string } | null {
  if (text.length > MAX_LENGTH) return null;
  const from = text.search(/[{[]/);
  const to = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
  // Words in brackets are common; an object must contain a colon.
  if (from < 0 || to <= from || !text.includes(':', from)) return null;
  const object = text.indexOf('{', from);
  const lastBrace = text.lastIndexOf('}') + 1;
  const slices = [
    text.slice(from, to),
    ...(object > from && lastBrace > object ? [text.slice(object, lastBrace)] : []),
  ];
  for (const slice of slices) {
    const value = parsed(slice);
    if (typeof value === 'object' && value !== null)
      return { value, before: text.slice(0, text.indexOf(slice)).trim() };
  }
  return null;
}
