/**
 * Whether arrays and objects in JSON lie within each other more than `most` deep. Reading such a text works, writing it
 * again overflows the stack; so we say so before we read it. One pass, whatever the text.
 */
export function isTooDeep(json: string, most: number): boolean {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === 34) {
      at = endOfString(json, at);
    } else if (code === 91 || code === 123) {
      depth++;
      if (depth > most) return true;
    } else if (code === 93 || code === 125) depth--;
  }
  return false;
}

/** Index of the quote that ends the string begun at `start`; the text's length where none does. */
export function endOfString(json: string, start: number): number {
  for (let at = json.indexOf('"', start + 1); at >= 0; at = json.indexOf('"', at + 1)) {
    let slashes = 0;
    while (json.charCodeAt(at - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return json.length;
}

/** The value, or undefined where the text is no JSON or nests too deep. */
export function parseJson(json: string, maxDepth: number): unknown {
  if (isTooDeep(json, maxDepth)) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lines with their offsets, one at a time: splitting a file of 64 MB would hold it twice. Numbered from 1. */
export function* linesOf(text: string): Generator<{ number: number; line: string }> {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let number = 1; start < text.length; number++) {
    const end = text.indexOf('\n', start);
    const line =
      end < 0 ? text.slice(start) : text.slice(start, text.charCodeAt(end - 1) === 13 ? end - 1 : end);
    yield { number, line };
    if (end < 0) return;
    start = end + 1;
  }
}

/** One element of a JSON list: its position in the text, and the line on which it begins. */
interface JsonElement {
  readonly json: string;
  readonly line: number;
}

/**
 * The elements of the list that begins at `start`, cut out but not parsed: parsing a list of ten million empty objects
 * at once takes a gigabyte. Returns whether the list was closed. Whatever lies between two commas is an element, JSON
 * or not.
 */
export function* jsonElements(text: string, start: number): Generator<JsonElement, boolean> {
  let depth = 0;
  let from = start + 1;
  let line = 1 + breaks(text, 0, from);
  const element = (to: number): JsonElement | null => {
    const json = text.slice(from, to);
    const visible = json.search(/\S/);
    const found = visible < 0 ? null : { json, line: line + breaks(json, 0, visible) };
    line += breaks(json, 0, json.length);
    from = to + 1;
    return found;
  };
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) at = endOfString(text, at);
    else if (code === 91 || code === 123) depth++;
    else if ((code === 93 || code === 125) && depth > 0) depth--;
    else if (code === 93 || (code === 44 && depth === 0)) {
      const found = element(at);
      if (found) yield found;
      if (code === 93) return true;
    }
  }
  const rest = element(text.length);
  if (rest) yield rest;
  return false;
}

function breaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
