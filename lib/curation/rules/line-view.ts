import type { SourceLine, SourceLines } from '#lib/contract/curation-record.ts';

/** A line as the rules look at it. */
export interface LineView {
  /** Its beginning, on one line and without Markdown's emphasis and headings; rules look no further. */
  readonly head: string;
  /** Its last characters. */
  readonly tail: string;
  /** UTF-16 units. */
  readonly length: number;
  /** What stands before it: 0 the sentence before, 1 a line break, 2 a blank line or the start of the text. */
  readonly gap: 0 | 1 | 2;
  /** A block of code, fences and all. */
  readonly isCode: boolean;
  /** It is an item of a list; its bullet or number is not in `head`. */
  readonly isItem: boolean;
}

/** One sentence may be a megabyte long: what a rule reads of it is bounded. */
export const HEAD = 280;
const TAIL = 80;
const ITEM = /^(?:[-*•–]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)/;

/** Linear in the text. */
export function viewLines(source: SourceLines): LineView[] {
  let end = 0;
  return source.lines.map((line, index) => {
    const gap = index === 0 ? 2 : gapBetween(source.text, end, line.start);
    end = Math.max(end, line.end);
    return viewOf(source.text, line, gap);
  });
}

function viewOf(text: string, line: SourceLine, gap: 0 | 1 | 2): LineView {
  const raw = line.missing ? '' : text.slice(line.start, Math.min(line.end, line.start + HEAD));
  const undecorated = raw.replace(/^[\s#>]+/, '');
  const item = gap > 0 ? ITEM.exec(undecorated) : null;
  const head = undecorated
    .slice(item?.[0].length ?? 0)
    .replace(/\*\*|__/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[’‘]/g, "'")
    .trim();
  return {
    head,
    tail: line.missing ? '' : text.slice(Math.max(line.start, line.end - TAIL), line.end).trimEnd(),
    length: line.missing ? 0 : line.end - line.start,
    gap,
    isCode: /^(?:```|~~~)/.test(undecorated),
    isItem: item !== null,
  };
}

function gapBetween(text: string, from: number, to: number): 0 | 1 | 2 {
  const first = text.indexOf('\n', from);
  if (first === -1 || first >= to) return 0;
  const second = text.indexOf('\n', first + 1);
  return second === -1 || second >= to ? 1 : 2;
}
