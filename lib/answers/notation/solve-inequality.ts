import { add, divide, multiply, negate, type Rational, rational, subtract } from '../rational.ts';
import { exactValue } from '../terms/exact.ts';
import { call, isConstant, number, type Term, variablesOf } from '../terms/term.ts';
import type { Answer, Interval } from './answer.ts';
import { allBut, INFINITE, MINUS_INFINITE } from './ranges.ts';

type Range = Answer & { kind: 'range' };

export const TURNED: Readonly<Record<string, string>> = { '<': '>', '>': '<', '≤': '≥', '≥': '≤', '≠': '≠' };

const isClosed = (sign: string): boolean => sign === '≤' || sign === '≥';
const isBelow = (sign: string): boolean => sign === '<' || sign === '≤';

/** `x < end` and similar inequalities. */
export function halfLine(sign: string, end: Term): readonly Interval[] | null {
  if (sign === '≠') return allBut(end);
  return isBelow(sign)
    ? [{ low: MINUS_INFINITE, high: end, lowClosed: false, highClosed: isClosed(sign) }]
    : [{ low: end, high: INFINITE, lowClosed: isClosed(sign), highClosed: false }];
}

/**
 * Solves an inequality in one variable: of first degree (`2x > 6`), of second (`x^2 ≤ 9`), or of an absolute value (`|x
 * − 1| < 4`). Null for others.
 */
export function solveInequality(left: Term, right: Term, sign: string): Range | null {
  const [variable, ...others] = variablesOf(left, right);
  if (variable === undefined || others.length > 0) return null;
  const parts = ofSize(left, right, sign, variable) ?? ofPolynomial(call('-', left, right), sign, variable);
  return parts && { kind: 'range', variable, parts };
}

/** `|u| < c` means −c < u < c, and `|u| > c` everything outside. */
function ofSize(left: Term, right: Term, sign: string, variable: string): readonly Interval[] | null {
  const [size, bound, turned] =
    left.kind === 'call' && left.name === 'abs' ? [left, right, sign] : [right, left, TURNED[sign] ?? ''];
  if (size.kind !== 'call' || size.name !== 'abs' || !isConstant(bound)) return null;
  const inner = size.args[0] && coefficientsOf(size.args[0], variable);
  const limit = exactValue(bound);
  if (!inner || inner.second.numerator !== 0n || inner.first.numerator === 0n) return null;
  if (!limit || limit.numerator <= 0n) return null;
  const ends = [negate(limit), limit].map((end) => divide(subtract(end, inner.constant), inner.first));
  const [a, b] = inner.first.numerator < 0n ? ends.toReversed() : ends;
  return a && b ? outsideOrBetween(turned, number(a), number(b)) : null;
}

function outsideOrBetween(sign: string, low: Term, high: Term): readonly Interval[] | null {
  const closed = isClosed(sign);
  if (isBelow(sign)) return [{ low, high, lowClosed: closed, highClosed: closed }];
  if (sign === '≠') return null;
  return [...(halfLine(TURNED[sign] ?? '', low) ?? []), ...(halfLine(sign, high) ?? [])];
}

function ofPolynomial(difference: Term, sign: string, variable: string): readonly Interval[] | null {
  const found = coefficientsOf(difference, variable);
  if (!found) return null;
  const { second, first, constant } = found;
  if (second.numerator === 0n) {
    const end = divide(constant, negate(first));
    return end && halfLine(first.numerator < 0n ? (TURNED[sign] ?? '') : sign, number(end));
  }
  const discriminant = subtract(multiply(first, first), multiply(rational(4), multiply(second, constant)));
  // Without two roots it holds everywhere, nowhere, or everywhere except one point: nobody writes that as an answer.
  if (discriminant.numerator <= 0n) return null;
  const size = second.numerator < 0n ? negate(second) : second;
  const [middle, half] = [divide(negate(first), multiply(rational(2), second)), multiply(rational(2), size)];
  if (!middle) return null;
  const distance = call('/', call('root', number(discriminant), number(rational(2))), number(half));
  const [low, high] = [call('-', number(middle), distance), call('+', number(middle), distance)];
  return outsideOrBetween(second.numerator < 0n ? (TURNED[sign] ?? '') : sign, low, high);
}

interface Coefficients {
  readonly second: Rational;
  readonly first: Rational;
  readonly constant: Rational;
}

/** The coefficients of a polynomial of at most second degree, computed from its values; null for other terms. */
function coefficientsOf(term: Term, variable: string): Coefficients | null {
  if ((degreeOf(term) ?? 3) > 2) return null;
  const [at0, at1, at2] = [0, 1, 2].map((x) => exactValue(term, new Map([[variable, rational(x)]])));
  if (!at0 || !at1 || !at2) return null;
  const second = multiply(rational(1, 2), add(subtract(at2, multiply(rational(2), at1)), at0));
  return { second, first: subtract(subtract(at1, at0), second), constant: at0 };
}

/** An upper bound for a polynomial's degree; null for terms that are not polynomials, such as `|x|`, `1/x` and `√x`. */
function degreeOf(term: Term): number | null {
  if (isConstant(term)) return 0;
  if (term.kind !== 'call') return 1;
  const [first, second] = term.args;
  const [a, b] = [first && degreeOf(first), second && degreeOf(second)];
  if (a === undefined || a === null || b === null) return null;
  switch (term.name) {
    case 'negate':
      return a;
    case '+':
    case '-':
      return Math.max(a, b ?? 0);
    case '*':
      return a + (b ?? 0);
    case '/':
      return b === 0 ? a : null;
    case '^': {
      const exponent = second && exactValue(second);
      const isWhole = exponent?.denominator === 1n && exponent.numerator > 0n;
      return isWhole ? a * Number(exponent.numerator) : null;
    }
    default:
      return null;
  }
}
