import { infinityOf } from '../terms/compare-terms.ts';
import { numericValue } from '../terms/numeric.ts';
import { call, symbol, type Term } from '../terms/term.ts';
import type { Answer, Interval } from './answer.ts';

type Range = Answer & { kind: 'range' };

/** Joins ranges, and sets of single numbers, into one range; null if an item is anything else. */
export function joinRanges(
  items: readonly Answer[],
  how: 'union' | 'intersection' | 'difference',
): Answer | null {
  const ranges = items.map((item) => rangeOf(item));
  if (!ranges.every((range) => range !== null)) return null;
  const names = new Set(ranges.flatMap(({ variable }) => variable ?? []));
  if (names.size > 1) return null;
  const [variable = null] = names;
  let parts: readonly Interval[] | null = ranges[0]?.parts ?? [];
  for (const range of ranges.slice(1)) {
    if (parts === null) return null;
    if (how === 'union') parts = [...parts, ...range.parts];
    else parts = intersected(parts, how === 'difference' ? complement(range.parts) : range.parts);
  }
  return parts && { kind: 'range', variable, parts };
}

/** A set of numbers becomes points; `(1, 2)` among intervals becomes an interval. */
export function rangeOf(item: Answer): Range | null {
  if (item.kind === 'range') return item;
  if (item.kind === 'tuple') {
    const [low, high] = item.items;
    if (item.items.length !== 2 || low?.kind !== 'term' || high?.kind !== 'term' || low.unit || high.unit)
      return null;
    return {
      kind: 'range',
      variable: null,
      parts: [{ low: low.term, high: high.term, lowClosed: false, highClosed: false }],
    };
  }
  if (item.kind === 'named' && item.name.kind === 'symbol' && item.value.kind === 'term')
    return { kind: 'range', variable: item.name.name, parts: [pointAt(item.value.term)] };
  if (item.kind !== 'set') return null;
  const points = item.items.map((one) => (one.kind === 'term' && !one.unit ? pointAt(one.term) : null));
  return points.every((point) => point !== null) ? { kind: 'range', variable: null, parts: points } : null;
}

const pointAt = (term: Term): Interval => ({ low: term, high: term, lowClosed: true, highClosed: true });

export const INFINITE = symbol('∞');
export const MINUS_INFINITE = call('negate', INFINITE);

/** The position of a term on the number line; null if it is not a real number. */
export function positionOf(term: Term): number | null {
  const infinity = infinityOf(term);
  if (infinity !== 0) return infinity * Number.POSITIVE_INFINITY;
  const value = numericValue(term)?.value;
  return value && value.im === 0 ? value.re : null;
}

interface Placed extends Interval {
  readonly from: number;
  readonly to: number;
}

/** Sorts intervals from left to right, joins those that touch and drops empty ones; null if an end has no position. */
export function sorted(parts: readonly Interval[]): readonly Placed[] | null {
  const placed: Placed[] = [];
  for (const part of parts) {
    const [from, to] = [positionOf(part.low), positionOf(part.high)];
    if (from === null || to === null) return null;
    if (from < to || (from === to && part.lowClosed && part.highClosed)) placed.push({ ...part, from, to });
  }
  placed.sort((a, b) => a.from - b.from || Number(b.lowClosed) - Number(a.lowClosed));
  const joined: Placed[] = [];
  for (const part of placed) {
    const last = joined.at(-1);
    const touches =
      last && (part.from < last.to || (part.from === last.to && (part.lowClosed || last.highClosed)));
    if (!last || !touches) joined.push(part);
    else if (part.to > last.to || (part.to === last.to && part.highClosed))
      joined[joined.length - 1] = { ...last, to: part.to, high: part.high, highClosed: part.highClosed };
  }
  return joined;
}

export function complement(parts: readonly Interval[]): readonly Interval[] | null {
  const placed = sorted(parts);
  if (!placed) return null;
  const gaps: Interval[] = [];
  let low = MINUS_INFINITE;
  let lowClosed = false;
  for (const part of placed) {
    gaps.push({ low, lowClosed, high: part.low, highClosed: !part.lowClosed && infinityOf(part.low) === 0 });
    [low, lowClosed] = [part.high, !part.highClosed && infinityOf(part.high) === 0];
  }
  return [...gaps, { low, lowClosed, high: INFINITE, highClosed: false }];
}

function intersected(
  first: readonly Interval[] | null,
  second: readonly Interval[] | null,
): readonly Interval[] | null {
  const [a, b] = [first && sorted(first), second && sorted(second)];
  if (!a || !b) return null;
  return a.flatMap((x) =>
    b.flatMap((y): Interval[] => {
      const left = x.from > y.from || (x.from === y.from && !x.lowClosed) ? x : y;
      const right = x.to < y.to || (x.to === y.to && !x.highClosed) ? x : y;
      if (left.from > right.to) return [];
      return [{ low: left.low, lowClosed: left.lowClosed, high: right.high, highClosed: right.highClosed }];
    }),
  );
}

/** `x ≠ 3`: everything else. */
export const allBut = (term: Term): readonly Interval[] | null => complement([pointAt(term)]);
