import { type Rational, rational, rationalText, sameRational } from '../rational.ts';
import { minus, size } from './complex.ts';
import { exactValue } from './exact.ts';
import { type Approximation, numericValue } from './numeric.ts';
import { type Term, uses, variablesOf } from './term.ts';

export interface TermComparison {
  readonly verdict: 'equal' | 'different' | 'undecided';
  readonly how: string;
}

export const SAMPLE_POINTS = 12;
const MOST_VARIABLES = 12;
/** Relative distance below which two doubles of moderate size count as equal, and above which as different. */
const CLOSE = 1e-11;
const APART = 1e-6;
/** Doubles have 16 digits: after larger or smaller intermediate numbers, closeness proves nothing. */
const LARGEST_TRUSTED = 1e7;
const SMALLEST_TRUSTED = 1e-7;
/** A decimal with more digits may be the other value, rounded. */
const LONG_DENOMINATOR = 10n ** 6n;

const undecided = (how: string): TermComparison => ({ verdict: 'undecided', how });

/**
 * Compares two terms by their exact values, otherwise at sample points: exactly if fractions suffice, otherwise in
 * double precision.
 */
export function compareTerms(a: Term, b: Term): TermComparison {
  if (uses(a, '∞') || uses(b, '∞')) return compareInfinite(a, b);
  const variables = variablesOf(a, b);
  if (variables.length === 0) return compareNumbers(a, b);
  if (variables.length > MOST_VARIABLES) return undecided('too many variables');
  return compareAtPoints(a, b, variables);
}

function compareInfinite(a: Term, b: Term): TermComparison {
  const [x, y] = [infinityOf(a), infinityOf(b)];
  if (x !== 0 && y !== 0)
    return x === y
      ? { verdict: 'equal', how: 'both infinite' }
      : { verdict: 'different', how: 'infinite with different signs' };
  const [finite, infinite] = x === 0 ? [a, y] : [b, x];
  if (infinite !== 0 && variablesOf(finite).length === 0 && numericValue(finite))
    return { verdict: 'different', how: 'one is infinite' };
  return undecided('calculates with infinity');
}

/** 1 and −1 for ∞ and −∞, 0 for anything else. */
export function infinityOf(term: Term): -1 | 0 | 1 {
  if (term.kind === 'symbol') return term.name === '∞' ? 1 : 0;
  const [inner] = term.kind === 'call' && term.name === 'negate' ? term.args : [];
  return inner?.kind === 'symbol' && inner.name === '∞' ? -1 : 0;
}

function compareNumbers(a: Term, b: Term): TermComparison {
  const [x, y] = [exactValue(a), exactValue(b)];
  if (x && y)
    return sameRational(x, y)
      ? { verdict: 'equal', how: `the same number${shown(x)}` }
      : { verdict: 'different', how: `different numbers${shown(x, y)}` };
  const [p, q] = [numericValue(a), numericValue(b)];
  if (!p || !q) return undecided('a number that is not calculated here');
  if (areApart(p, q)) return { verdict: 'different', how: `different numbers${near(p, q)}` };
  const rounded = [x, y].some((value) => value && value.denominator >= LONG_DENOMINATOR);
  if (areClose(p, q) && !rounded) return { verdict: 'equal', how: 'the same number, to 11 digits' };
  return undecided('too close to tell');
}

const near = (p: Approximation, q: Approximation): string =>
  p.value.im === 0 && q.value.im === 0
    ? `, about ${Number(p.value.re.toPrecision(4))} and ${Number(q.value.re.toPrecision(4))}`
    : '';

/** Values short enough for one line. */
function shown(...values: Rational[]): string {
  const words = values.map(rationalText).join(' and ');
  return words.length <= 40 ? `, ${words}` : '';
}

const areApart = (p: Approximation, q: Approximation): boolean => {
  const distance = size(minus(p.value, q.value));
  return (
    distance > APART * Math.max(size(p.value), size(q.value)) &&
    distance > CLOSE * Math.max(p.largest, q.largest)
  );
};

const areClose = (p: Approximation, q: Approximation): boolean =>
  size(minus(p.value, q.value)) <= CLOSE * Math.max(size(p.value), size(q.value), 1e-3) &&
  Math.max(p.largest, q.largest) < LARGEST_TRUSTED &&
  Math.min(p.smallest, q.smallest) > SMALLEST_TRUSTED;

/**
 * The points are always the same, so that a judgement is repeatable. Two of three have positive coordinates only, where
 * roots and logarithms are real; none are whole numbers, where `x!` or `(−1)^x` might agree by chance.
 */
export function samplePoint(at: number, variables: readonly string[]): ReadonlyMap<string, Rational> {
  return new Map(
    variables.map((name, index) => {
      const numerator = 7 + ((at * 53 + index * 97 + at * index * 31) % 89);
      const sign = at % 3 === 2 && (index + at) % 2 === 0 ? -1 : 1;
      return [name, rational(sign * numerator, 29 + ((at * 17 + index * 41) % 23))];
    }),
  );
}

/** Here `n!` has a value for whole numbers only. */
const WHOLE_ONLY = ['!', 'choose'];

/** A different point for each `at`, with positive whole coordinates. */
export const wholePoint = (at: number, variables: readonly string[]): ReadonlyMap<string, Rational> =>
  new Map(variables.map((name, index) => [name, rational(3 + at + ((index * 7 + at * index * 3) % 11))]));

function compareAtPoints(a: Term, b: Term, variables: readonly string[]): TermComparison {
  const wholeOnly = WHOLE_ONLY.some((name) => uses(a, name) || uses(b, name));
  let same = 0;
  let unclear = 0;
  let apart = 0;
  let apartWherePositive = false;
  for (let at = 0; at < SAMPLE_POINTS; at++) {
    const point = wholeOnly ? wholePoint(at, variables) : samplePoint(at, variables);
    const verdict = compareAt(a, b, point);
    if (verdict === 'same') same++;
    else if (verdict === 'apart') {
      apart++;
      apartWherePositive ||= at % 3 !== 2;
    } else unclear++;
  }
  if (apart > 0 && apartWherePositive)
    return { verdict: 'different', how: `different at ${apart} of ${SAMPLE_POINTS} points` };
  if (apart > 0) return undecided('equal only where variables are positive');
  if (same >= SAMPLE_POINTS / 2 && unclear <= SAMPLE_POINTS / 2)
    return { verdict: 'equal', how: `equal at ${same} ${wholeOnly ? 'whole' : 'random'} points` };
  return undecided('a term that is not calculated here');
}

function compareAt(a: Term, b: Term, point: ReadonlyMap<string, Rational>): 'same' | 'apart' | 'unclear' {
  const [x, y] = [exactValue(a, point), exactValue(b, point)];
  if (x && y) return sameRational(x, y) ? 'same' : 'apart';
  const values = new Map(
    [...point].map(([name, value]) => [name, Number(value.numerator) / Number(value.denominator)]),
  );
  const [p, q] = [numericValue(a, values), numericValue(b, values)];
  if (!p || !q) return 'unclear';
  if (areApart(p, q)) return 'apart';
  return areClose(p, q) ? 'same' : 'unclear';
}
