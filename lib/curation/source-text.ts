import { parts } from '#lib/contract/curation-edits.ts';
import type { LineRange, SourceLines, Step } from '#lib/contract/curation-record.ts';
import type { Coverage } from './curated.ts';

/** Separates ranges that do not touch. */
const GAP = '\n';

/**
 * The text of lines, verbatim: keeps white space between adjacent lines, and joins separate ranges with a line break.
 * Lines that are missing, or beyond the last, add nothing.
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

/** Finds lines that no step has, and lines in more than one place. Linear in the lines and the ranges. */
export function coverage(source: SourceLines, steps: readonly Step[]): Coverage {
  const count = source.lines.length;
  // Marks only where uses begin and end: thousands of steps of a hostile file may each claim every line.
  const uses = new Int32Array(count + 2);
  const change = (line: number, by: number) => {
    uses[line] = (uses[line] ?? 0) + by;
  };
  for (const step of steps)
    for (const part of parts)
      for (const range of step[part]) {
        const [first, last] = [Math.max(range.first, 1), Math.min(range.last, count)];
        if (first > last) continue;
        change(first, 1);
        change(last + 1, -1);
      }
  for (let line = 1; line <= count; line++) change(line, uses[line - 1] ?? 0);
  return {
    lost: rangesWhere(uses, count, (times) => times === 0),
    twice: rangesWhere(uses, count, (times) => times > 1),
  };
}

function rangesWhere(uses: Int32Array, count: number, wanted: (times: number) => boolean): LineRange[] {
  const ranges: { first: number; last: number }[] = [];
  for (let line = 1; line <= count; line++) {
    if (!wanted(uses[line] ?? 0)) continue;
    const before = ranges.at(-1);
    if (before?.last === line - 1) before.last = line;
    else ranges.push({ first: line, last: line });
  }
  return ranges;
}
