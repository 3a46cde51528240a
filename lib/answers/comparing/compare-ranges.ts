import type { Answer, Interval } from '../notation/answer.ts';
import { sorted } from '../notation/ranges.ts';
import { compareTerms } from '../terms/compare-terms.ts';
import { all, type Comparison, different, equal, undecided } from './comparison.ts';

type Range = Answer & { kind: 'range' };

/** Compares sets of real numbers: equal if they are the same intervals, in any order and notation. */
export function compareRanges(a: Range, b: Range): Comparison {
  const names = new Set([a.variable, b.variable].filter((name) => name !== null));
  // `y` and `f(x)` are one; with another variable beside `f(x)` we cannot tell which of the two the answer means.
  const isOfFunction = [...names].some((name) => name.endsWith('()'));
  if (names.size > 1 && !names.has('y') && isOfFunction)
    return undecided('a variable and the values of a function');
  if (names.size > 1 && !isOfFunction) return different('inequalities for different variables');
  const [x, y] = [sorted(a.parts), sorted(b.parts)];
  const [first, second] = x && y ? [x, y] : [a.parts, b.parts];
  const result = compareParts(first, second);
  // Ends that we cannot place on the line may be the same in another order.
  return result.verdict === 'different' && !(x && y) ? undecided('intervals between variables') : result;
}

function compareParts(a: readonly Interval[], b: readonly Interval[]): Comparison {
  if (a.length !== b.length) return different('different intervals');
  return all(
    a.flatMap((part, at) => {
      const other = b[at];
      return other ? [compareInterval(part, other)] : [];
    }),
    () => 'the same intervals',
  );
}

function compareInterval(a: Interval, b: Interval): Comparison {
  if (a.lowClosed !== b.lowClosed || a.highClosed !== b.highClosed)
    return different('an end is included on one side only');
  return all([compareTerms(a.low, b.low), compareTerms(a.high, b.high)], () => equal('the same ends').how);
}
