import type { LineRange } from '#lib/contract/curation-record.ts';

/** Sorts ranges and merges those that overlap or touch. */
export function normaliseRanges(ranges: readonly LineRange[]): readonly LineRange[] {
  const joined: { first: number; last: number }[] = [];
  for (const { first, last } of ranges.toSorted((a, b) => a.first - b.first)) {
    const before = joined.at(-1);
    if (before && first <= before.last + 1) before.last = Math.max(before.last, last);
    else joined.push({ first, last });
  }
  return joined;
}

/** Whether ranges are normalised, as `Step` promises. */
export function areNormalised(ranges: readonly LineRange[]): boolean {
  return ranges.every(
    ({ first, last }, index) => first <= last && (index === 0 || first > (ranges[index - 1]?.last ?? 0) + 1),
  );
}

/** The part of `ranges` that lies in `taken`. */
export function intersect(ranges: readonly LineRange[], taken: readonly LineRange[]): readonly LineRange[] {
  const common: LineRange[] = [];
  for (const range of ranges)
    for (const { first, last } of taken) {
      const overlap = { first: Math.max(range.first, first), last: Math.min(range.last, last) };
      if (overlap.first <= overlap.last) common.push(overlap);
    }
  return normaliseRanges(common);
}

/** The part of `ranges` outside `taken`; the same array if nothing lies in it. */
export function subtract(ranges: readonly LineRange[], taken: readonly LineRange[]): readonly LineRange[] {
  let left = ranges;
  for (const { first, last } of taken) {
    if (!left.some((range) => range.first <= last && first <= range.last)) continue;
    left = left.flatMap((range) =>
      range.last < first || last < range.first
        ? [range]
        : [
            ...(range.first < first ? [{ first: range.first, last: first - 1 }] : []),
            ...(last < range.last ? [{ first: last + 1, last: range.last }] : []),
          ],
    );
  }
  return left;
}

/** `ranges` and `added` together; the same array if it already contains them. */
export function unite(ranges: readonly LineRange[], added: readonly LineRange[]): readonly LineRange[] {
  if (subtract(added, ranges).length === 0) return ranges;
  return normaliseRanges([...ranges, ...added]);
}

/** `Lines 14–18`, `Line 14`. */
export function lineWords({ first, last }: LineRange): string {
  return first === last ? `Line ${first}` : `Lines ${first}–${last}`;
}
