/**
 * Most characters for JSON.parse over all attempts: a text full of nested broken braces must not take quadratic time.
 */
const PARSE_BUDGET = 4_000_000;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Every `{…}` with matching braces, ignoring braces in strings; in the order of the opening braces. */
function braceSpans(text: string): Span[] {
  const spans: Span[] = [];
  const open: number[] = [];
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      // A JSON string contains no line break: a stray quote in prose must not swallow the text after it.
      else if (character === '"' || character === '\n') inString = false;
    } else if (character === '"') inString = open.length > 0;
    else if (character === '{') open.push(at);
    else if (character === '}') {
      const start = open.pop();
      if (start !== undefined) spans.push({ start, end: at + 1 });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** Models write LaTeX in strings unescaped: we keep a backslash before anything that is not a JSON escape. */
const withLatex = (text: string): string => text.replace(/\\(?!["\\/bfnrtu])/g, '\\\\');
const withoutTrailingCommas = (text: string): string => text.replace(/,(\s*[}\]])/g, '$1');

function parse(text: string): unknown {
  for (const repaired of [text, withoutTrailingCommas(withLatex(text))]) {
    try {
      return JSON.parse(repaired);
    } catch {
      // Try the next repair, if any.
    }
  }
  return undefined;
}

/**
 * The JSON objects in a text, outermost first, wherever they are: in prose, in fences, in a list that breaks off. Does
 * not read objects inside one that it already read.
 */
export function jsonObjects(text: string): Record<string, unknown>[] {
  const objects: Record<string, unknown>[] = [];
  let budget = PARSE_BUDGET;
  let until = 0;
  for (const { start, end } of braceSpans(text)) {
    if (start < until) continue;
    budget -= end - start;
    if (budget < 0) break;
    const value = parse(text.slice(start, end));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    objects.push(value as Record<string, unknown>);
    until = end;
  }
  return objects;
}
