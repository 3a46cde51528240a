import { add, divide, isWhole, multiply, negate, type Rational, rational, subtract } from '../rational.ts';
import type { Term } from './term.ts';

/** Binary digits of a numerator or denominator: 2004! has 19,053. We leave larger values to other methods. */
const MOST_BITS = 24_000;
/** The limit at sample points: we leave fractions that grow further to double precision. */
const MOST_BITS_AT_POINT = 600;
const LARGEST_FACTORIAL = 2_100n;
/** Bits that all large numbers of one term may have together: reducing a fraction of 24,000 bits takes 30 ms. */
const MOST_BITS_TOGETHER = 250_000;
const LARGE = 1_000;

export type Values = ReadonlyMap<string, Rational>;

/** The exact value of a term whose value is a fraction of whole numbers; null if it is not, or would be too large. */
export function exactValue(term: Term, values: Values = NONE): Rational | null {
  const most = values === NONE ? MOST_BITS : MOST_BITS_AT_POINT;
  let together = 0;
  const visit = (part: Term): Rational | null => {
    if (part.kind === 'number') return bounded(part.value, most);
    if (part.kind === 'symbol') return values.get(part.name) ?? null;
    const before = values === NONE ? known.get(part) : undefined;
    if (before !== undefined) return before;
    const result = calculate(part);
    if (values === NONE) known.set(part, result);
    return result;
  };
  const calculate = (part: Term & { kind: 'call' }): Rational | null => {
    const args: Rational[] = [];
    for (const arg of part.args) {
      const value = visit(arg);
      if (!value) return null;
      args.push(value);
    }
    const result = bounded(apply(part.name, args, most), most);
    const length = result ? bits(result) : 0;
    if (length > LARGE) together += length;
    return together > MOST_BITS_TOGETHER ? null : result;
  };
  return visit(term);
}

const NONE: Values = new Map();
/** Cached for terms without given values, because approximating a term asks for each of its parts. */
const known = new WeakMap<Term, Rational | null>();

const bounded = (value: Rational | null, most: number): Rational | null =>
  value && bits(value) <= most ? value : null;

const bits = ({ numerator, denominator }: Rational): number =>
  Math.max(bitsOf(numerator), bitsOf(denominator));

/** Sixteen times quicker than counting binary digits. */
const bitsOf = (value: bigint): number => value.toString(16).length * 4;

function apply(name: string, [a, b]: readonly Rational[], most: number): Rational | null {
  if (!a) return null;
  switch (name) {
    case 'negate':
      return negate(a);
    case '!':
      return factorial(a);
    case 'abs':
      return a.numerator < 0n ? negate(a) : a;
    case 'floor':
      return rational(floor(a));
    case 'ceil':
      return rational(-floor(negate(a)));
  }
  if (!b) return null;
  switch (name) {
    case '+':
      return add(a, b);
    case '-':
      return subtract(a, b);
    case '*':
      return multiply(a, b);
    case '/':
      return divide(a, b);
    case '^':
      return power(a, b, most);
    case 'root':
      return root(a, b);
    case 'choose':
      return choose(a, b);
    case 'gcd':
      return isWhole(a) && isWhole(b) ? rational(gcd(a.numerator, b.numerator)) : null;
    case 'lcm':
      return isWhole(a) && isWhole(b) ? lcm(a.numerator, b.numerator) : null;
    default:
      return null;
  }
}

const floor = ({ numerator, denominator }: Rational): bigint => {
  const quotient = numerator / denominator;
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient;
};

function factorial(value: Rational): Rational | null {
  if (!isWhole(value) || value.numerator < 0n || value.numerator > LARGEST_FACTORIAL) return null;
  let result = 1n;
  for (let factor = 2n; factor <= value.numerator; factor++) result *= factor;
  return rational(result);
}

function choose(n: Rational, k: Rational): Rational | null {
  if (!isWhole(n) || !isWhole(k) || n.numerator < 0n || k.numerator < 0n) return null;
  if (k.numerator > n.numerator) return rational(0);
  const count = k.numerator * 2n > n.numerator ? n.numerator - k.numerator : k.numerator;
  if (count > 1_000n || n.numerator > 1_000_000n) return null;
  let result = 1n;
  for (let at = 1n; at <= count; at++) result = (result * (n.numerator - count + at)) / at;
  return rational(result);
}

/** Stops powers of powers: we know the size of the result before we calculate it. */
function power(base: Rational, exponent: Rational, most: number): Rational | null {
  if (!isWhole(exponent)) {
    const inner = root(base, rational(exponent.denominator));
    return inner && power(inner, rational(exponent.numerator), most);
  }
  const times = exponent.numerator < 0n ? -exponent.numerator : exponent.numerator;
  if (base.numerator === 0n) return exponent.numerator > 0n ? base : null;
  const isUnit = base.denominator === 1n && (base.numerator === 1n || base.numerator === -1n);
  if (!isUnit && times > BigInt(Math.floor(most / Math.max(1, bits(base) - 4)))) return null;
  if (isUnit) return times % 2n === 0n ? rational(1) : base;
  const raised = rational(base.numerator ** times, base.denominator ** times);
  return exponent.numerator < 0n ? divide(rational(1), raised) : raised;
}

/** The exact root; null if there is none. */
function root(value: Rational, index: Rational): Rational | null {
  if (!isWhole(index) || index.numerator < 2n || index.numerator > 60n) return null;
  const n = Number(index.numerator);
  if (value.numerator < 0n) {
    const positive = n % 2 === 1 ? root(negate(value), index) : null;
    return positive && negate(positive);
  }
  const [numerator, denominator] = [wholeRoot(value.numerator, n), wholeRoot(value.denominator, n)];
  return numerator === null || denominator === null ? null : rational(numerator, denominator);
}

function wholeRoot(value: bigint, n: number): bigint | null {
  if (value < 2n) return value;
  if (bitsOf(value) > 1_000) return null;
  const index = BigInt(n);
  let guess = 1n << BigInt(Math.ceil(bitsOf(value) / n) + 1);
  for (;;) {
    const next = ((index - 1n) * guess + value / guess ** (index - 1n)) / index;
    if (next >= guess) break;
    guess = next;
  }
  return guess ** index === value ? guess : null;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y) [x, y] = [y, x % y];
  return x;
}

function lcm(a: bigint, b: bigint): Rational | null {
  const divisor = gcd(a, b);
  return divisor === 0n ? null : rational((a / divisor) * b < 0n ? -((a / divisor) * b) : (a / divisor) * b);
}
