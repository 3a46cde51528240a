/** A range as an answer states it: whole numbers from 0, otherwise unchecked. */
export interface RawRange {
  readonly first: number;
  readonly last: number;
}

/** `3-5`, `3–5`, `3 to 5`, `3..5`, `L3-L5`, `[3]-[5]`, `3`; we cut longer numbers, which name no line anyway. */
const RANGE =
  /(\d{1,9})\d*[\])|]*\s{0,3}(?:-|–|—|−|~|to|until|through|thru|\.{2,3}|…|:)\s{0,3}(?:lines?\s{0,3})?[[(]*L?#?(\d{1,9})|(\d{1,9})/gi;
/** A text with more ranges is not a list of ranges; the trace has far fewer lines. */
const MAX_RANGES = 1_000;

/** The ranges in a text such as `Lines 3-5, 9`; none in `none`, `-` or `Lines not found`. */
export function readRanges(text: string): RawRange[] {
  const ranges: RawRange[] = [];
  for (const [, first, last, single] of text.matchAll(RANGE)) {
    if (ranges.length >= MAX_RANGES) break;
    const from = Number(first ?? single);
    ranges.push({ first: from, last: last === undefined ? from : Number(last) });
  }
  return ranges;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isLine = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/**
 * The ranges in a JSON value: `"3-5"`, `4`, `[3, 5]` (first and last, which models mean far more often than two single
 * lines), `[3, 4, 5]`, `[[3, 5], 9]`, `{"start": 3, "end": 5}`.
 */
export function rangesOf(value: unknown, depth = 0): RawRange[] {
  if (typeof value === 'string') return readRanges(value);
  if (isLine(value)) return [{ first: value, last: value }];
  if (Array.isArray(value)) {
    const [first, last] = value;
    if (value.length === 2 && isLine(first) && isLine(last)) return [{ first, last }];
    return depth > 2 ? [] : value.slice(0, MAX_RANGES).flatMap((entry) => rangesOf(entry, depth + 1));
  }
  if (!isRecord(value)) return [];
  const first = value.first ?? value.start ?? value.from;
  const last = value.last ?? value.end ?? value.to ?? first;
  if (isLine(first) && isLine(last)) return [{ first, last }];
  return depth > 2 || value.lines === undefined ? [] : rangesOf(value.lines, depth + 1);
}
