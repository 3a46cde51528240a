import type { Coverage } from './curated.ts';
import { type LineRange, parts, type Step } from './decomposition.ts';
import type { SourceLines } from './source-lines.ts';

/** Lines that no step has, and lines that stand in more than one place. Linear in the lines and the ranges. */
export function coverage(source: SourceLines, steps: readonly Step[]): Coverage {
  const uses = new Uint32Array(source.lines.length + 1);
  for (const step of steps)
    for (const part of parts)
      for (const { first, last } of step[part])
        for (let line = Math.max(first, 1); line <= Math.min(last, source.lines.length); line++)
          uses[line] = (uses[line] ?? 0) + 1;
  return {
    lost: rangesWhere(uses, (count) => count === 0),
    twice: rangesWhere(uses, (count) => count > 1),
  };
}

function rangesWhere(uses: Uint32Array, wanted: (count: number) => boolean): LineRange[] {
  const ranges: { first: number; last: number }[] = [];
  for (let line = 1; line < uses.length; line++) {
    if (!wanted(uses[line] ?? 0)) continue;
    const before = ranges.at(-1);
    if (before?.last === line - 1) before.last = line;
    else ranges.push({ first: line, last: line });
  }
  return ranges;
}
