import type { LineRange, SourceLines } from '#lib/contract/curation-record.ts';

/** Between ranges that do not touch. */
const GAP = '\n';

/**
 * The text of lines, as it stands: white space between neighbouring lines is kept, ranges apart from each other are
 * joined by a line break. Lines that are missing, or beyond the last, give nothing.
 */
export function textOf(source: SourceLines, ranges: readonly LineRange[]): string {
  const texts: string[] = [];
  let joined: LineRange | null = null;
  const take = () => {
    if (!joined) return;
    const start = source.lines[joined.first - 1]?.start;
    const end = source.lines[Math.min(joined.last, source.lines.length) - 1]?.end;
    const text = start === undefined || end === undefined ? '' : source.text.slice(start, end).trim();
    if (text !== '') texts.push(text);
  };
  for (const range of ranges) {
    if (joined && range.first === joined.last + 1) joined = { first: joined.first, last: range.last };
    else {
      take();
      joined = range;
    }
  }
  take();
  return texts.join(GAP);
}
