/**
 * Model text to Markdown that renders as meant. Models write LaTeX in four notations and plain arithmetic in between;
 * Markdown would read `25*3 = 3*25` as emphasis, `x<y` as a tag, a line of dashes as a heading, and knows only `$$`.
 * Code is left alone.
 */
type Segment = { kind: 'text' | 'code' | 'inline-math' | 'display-math'; text: string };

const OPENERS = /```|`+|\$\$|\\\[|\\\(|\$/g;

export function normaliseMath(source: string): string {
  return segments(source).map(write).join('');
}

function segments(source: string): Segment[] {
  const found: Segment[] = [];
  /** Closers that do not come again: looking for them from every opener would cost the square of the length. */
  const absent = new Set<string>();
  let from = 0;
  OPENERS.lastIndex = 0;
  for (let match = OPENERS.exec(source); match; match = OPENERS.exec(source)) {
    const opener = match[0];
    const body = match.index + opener.length;
    const close = closing(source, opener, match.index, body, absent);
    if (!close) continue;
    if (match.index > from) found.push({ kind: 'text', text: source.slice(from, match.index) });
    found.push({
      kind: close.kind,
      text: close.kind === 'code' ? source.slice(match.index, close.after) : source.slice(body, close.end),
    });
    from = close.after;
    OPENERS.lastIndex = from;
  }
  if (from < source.length) found.push({ kind: 'text', text: source.slice(from) });
  return found;
}

interface Closing {
  kind: Exclude<Segment['kind'], 'text'>;
  end: number;
  after: number;
}

function closing(
  source: string,
  opener: string,
  at: number,
  body: number,
  absent: Set<string>,
): Closing | null {
  if (opener === '```' || opener.startsWith('`')) {
    const end = find(source, opener, body, absent);
    // An open fence while the text still grows is code to the end.
    if (end < 0) return opener === '```' ? { kind: 'code', end: source.length, after: source.length } : null;
    return { kind: 'code', end, after: end + opener.length };
  }
  if (opener === '$') return dollarClosing(source, at, body);
  const close = opener === '$$' ? '$$' : opener === '\\[' ? '\\]' : '\\)';
  const end = find(source, close, body, absent);
  if (end < 0) return null;
  const kind =
    opener === '\\('
      ? 'inline-math'
      : opener === '$$' && isInline(source, at, body, end)
        ? 'inline-math'
        : 'display-math';
  return { kind, end, after: end + close.length };
}

function find(source: string, closer: string, from: number, absent: Set<string>): number {
  if (absent.has(closer)) return -1;
  const at = source.indexOf(closer, from);
  if (at < 0) absent.add(closer);
  return at;
}

/** `$$x$$` in the middle of a line is inline; alone on its line it is displayed. */
function isInline(source: string, at: number, body: number, end: number): boolean {
  if (source.slice(body, end).includes('\n')) return false;
  const before = source.slice(source.lastIndexOf('\n', at - 1) + 1, at);
  const lineEnd = source.indexOf('\n', end);
  const after = source.slice(end + 2, lineEnd < 0 ? source.length : lineEnd);
  return before.trim() !== '' || after.trim() !== '';
}

/** Pandoc's rule, so that "$5 and $10" stays money: no space inside either dollar, no digit after the closing one. */
function dollarClosing(source: string, at: number, body: number): Closing | null {
  if (source[at - 1] === '\\' || /[\s$]/.test(source[body] ?? ' ')) return null;
  const paragraph = source.indexOf('\n\n', body);
  const limit = paragraph < 0 ? source.length : paragraph;
  for (let end = source.indexOf('$', body); end >= 0 && end < limit; end = source.indexOf('$', end + 1)) {
    if (source[end - 1] === '\\') continue;
    if (/\s/.test(source[end - 1] ?? ' ')) return null;
    if (/\d/.test(source[end + 1] ?? '')) return null;
    return { kind: 'inline-math', end, after: end + 1 };
  }
  return null;
}

function write({ kind, text }: Segment): string {
  switch (kind) {
    case 'code':
      return text;
    case 'inline-math':
      return `$$${text.replaceAll('\n', ' ').trim()}$$`;
    case 'display-math':
      return `\n\n$$\n${text.trim()}\n$$\n\n`;
    case 'text':
      return (
        text
          // Multiplication, not emphasis: a star between two operands.
          .replace(/(?<=[\w)\]}.])\*(?=[\w([{\\-])/g, '\\*')
          .replace(/(?<!~)~(?!~)/g, '\\~')
          .replace(/<(?=[a-zA-Z/!?])/g, '&lt;')
          // Under a line of text, dashes would make it a heading.
          .replace(/([^\n])\n([-=]{3,})[ \t]*(?=\n|$)/g, '$1\n\n$2')
          .replaceAll('$', '\\$')
      );
  }
}
