import { endOfString } from './json-text.ts';

/** One element of a JSON list: where it stands in the text, and on which line it begins. */
export interface JsonElement {
  readonly json: string;
  readonly line: number;
}

/**
 * The elements of the list that begins at `start`, cut out but not read: reading a list of ten million empty objects at
 * once takes a gigabyte. Returns whether the list was closed. What lies between two commas is an element, JSON or not.
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
