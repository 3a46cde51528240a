import type { LineRange, SourceLines } from '#lib/contract/curation-record.ts';

/** Of a long line its beginning and its end tell what it is; the model answers with its number anyhow. */
const LONGEST = 700;
const KEPT_BEFORE = 480;
const KEPT_AFTER = 160;

/** `12| text`, as the model is shown a line; null where the line's text is not there. */
export function numberedLine(source: SourceLines, line: number): string | null {
  const own = source.lines[line - 1];
  if (!own || own.missing) return null;
  const text = source.text.slice(own.start, own.end).replace(/\s+/g, ' ');
  const shown =
    text.length <= LONGEST
      ? text
      : `${text.slice(0, KEPT_BEFORE).replace(/[\uD800-\uDBFF]$/, '')} […] ${text.slice(-KEPT_AFTER).replace(/^[\uDC00-\uDFFF]/, '')}`;
  return `${line}| ${shown}`;
}

/** The lines of a range, an empty line where the source begins a new paragraph. */
export function numberedLines(source: SourceLines, { first, last }: LineRange): string {
  const shown: string[] = [];
  for (let line = first; line <= last; line++) {
    const text = numberedLine(source, line);
    if (text === null) continue;
    const [before, own] = [source.lines[line - 2], source.lines[line - 1]];
    const gap = before && own ? source.text.slice(before.end, own.start) : '';
    if (shown.length > 0 && /\n\s*\n/.test(gap)) shown.push('');
    shown.push(text);
  }
  return shown.join('\n');
}
