/** Longer texts are no error objects. */
const MAX_LENGTH = 64 * 1024;

const PYTHON = /'((?:[^'\\]|\\[\s\S])*)'|"((?:[^"\\]|\\[\s\S])*)"|\b(None|True|False)\b|[()]|,(?=\s*[)\]}])/g;
const PYTHON_WORDS: Record<string, string> = { None: 'null', True: 'true', False: 'false' };

/** Python's way to write lists and dictionaries, which vLLM and litellm put into their messages. */
function fromPython(text: string): string {
  return text.replace(PYTHON, (token, single?: string, double?: string, word?: string) => {
    if (word !== undefined) return PYTHON_WORDS[word] ?? 'null';
    const string = single ?? double;
    // `\'` is no escape of JSON; other odd ones lose their backslash.
    if (string !== undefined)
      return `"${string.replace(/\\([\s\S])|"|[\n\r\t]/g, (all, escaped?: string) =>
        escaped === undefined
          ? JSON.stringify(all).slice(1, -1)
          : /["\\/bfnrtu]/.test(escaped)
            ? all
            : escaped,
      )}"`;
    return token === '(' ? '[' : token === ')' ? ']' : '';
  });
}

const parsed = (text: string): unknown => {
  for (const candidate of [text, fromPython(text)]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // The next spelling.
    }
  }
  return undefined;
};

/**
 * The object or list that a text is, or holds behind a few words (`litellm.BadRequestError: OpenAIException - {…}`,
 * `data: {…}`), in JSON or as Python prints it; `before` = those words. Null when there is none.
 */
export function embeddedJson(text: string): { value: object; before: string } | null {
  if (text.length > MAX_LENGTH) return null;
  const from = text.search(/[{[]/);
  const to = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1;
  // Words in brackets are common; an object has a colon.
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
