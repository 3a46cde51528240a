import { spansOf, type TextSpan } from '#lib/text/spans.ts';

/**
 * Converts model text to Markdown that renders as meant. Models write LaTeX in four notations and plain arithmetic in
 * between; Markdown would read `25*3 = 3*25` as emphasis, `x<y` as a tag, a line of dashes as a heading, and knows only
 * `$$`. Leaves code unchanged.
 */
export function normaliseMath(source: string): string {
  // While the text grows, an open fence makes everything up to the end code.
  return spansOf(source, { openFenceIsCode: true })
    .map((span) => write(source, span))
    .join('');
}

function write(source: string, { kind, opening, start, end, inner }: TextSpan): string {
  if (kind === 'code') return source.slice(start, end);
  const text = source.slice(inner.start, inner.end);
  if (kind === 'prose' || (opening.startsWith('\\begin') && !DISPLAYED.test(opening))) return prose(text);
  const isInline = opening === '$' || opening === '\\(' || (opening === '$$' && isInLine(source, start, end));
  return isInline ? `$$${text.replaceAll('\n', ' ').trim()}$$` : `\n\n$$\n${text.trim()}\n$$\n\n`;
}

/** Environments that KaTeX draws; of others (lists, tables, figures) the source says more than an error in red. */
const DISPLAYED =
  /^\\begin\{(?:align|aligned|alignat|alignedat|array|cases|dcases|rcases|CD|equation|gather|gathered|[bBpvV]?matrix|smallmatrix|split)\*?\}$/;

/** `$$x$$` in the middle of a line is inline; alone on its line it is displayed. */
function isInLine(source: string, start: number, end: number): boolean {
  if (source.slice(start, end).includes('\n')) return false;
  const before = source.slice(source.lastIndexOf('\n', start - 1) + 1, start);
  const lineEnd = source.indexOf('\n', end);
  const after = source.slice(end, lineEnd < 0 ? source.length : lineEnd);
  return before.trim() !== '' || after.trim() !== '';
}

const prose = (text: string): string =>
  text
    // A star between two operands is multiplication, not emphasis.
    .replace(/(?<=[\w)\]}.])\*(?=[\w([{\\-])/g, '\\*')
    .replace(/(?<!~)~(?!~)/g, '\\~')
    .replace(/<(?=[a-zA-Z/!?])/g, '&lt;')
    // Under a line of text, dashes would make it a heading.
    .replace(/([^\n])\n([-=]{3,})[ \t]*(?=\n|$)/g, '$1\n\n$2')
    .replaceAll('$', '\\$');
