import { divide, rational, sameRational } from '../rational.ts';
import { compareTerms, SAMPLE_POINTS, samplePoint } from '../terms/compare-terms.ts';
import { type Complex, over, size } from '../terms/complex.ts';
import { exactValue } from '../terms/exact.ts';
import { numericValue } from '../terms/numeric.ts';
import { call, number, type Term, variablesOf } from '../terms/term.ts';
import { type Comparison, different, equal, undecided } from './comparison.ts';

export interface Equation {
  readonly left: Term;
  readonly right: Term;
}

/** The term that is zero if the equation holds. */
const zeroOf = ({ left, right }: Equation): Term => call('-', left, right);

/**
 * Two equations are equal if one is a multiple of the other: left minus right has the same ratio at every point. They
 * differ if a point satisfies one and not the other.
 */
export function compareEquations(a: Equation, b: Equation): Comparison {
  const [p, q] = [zeroOf(a), zeroOf(b)];
  const variables = variablesOf(p, q);
  const ratio = commonRatio(p, q, variables);
  if (ratio) return equal(`the same equation at ${SAMPLE_POINTS} random points`);
  if (fulfilsOnlyOne(p, q, variables) || fulfilsOnlyOne(q, p, variables))
    return different('a point fulfils one equation and not the other');
  return undecided('equations that are no multiples of each other');
}

/** `left < right` may be multiplied by positive numbers only. */
export function compareInequalities(
  a: { below: Term; strict: boolean },
  b: { below: Term; strict: boolean },
): Comparison {
  const ratio = commonRatio(a.below, b.below, variablesOf(a.below, b.below));
  if (ratio === 'positive')
    return a.strict === b.strict
      ? equal(`the same inequality at ${SAMPLE_POINTS} random points`)
      : different('equality is included on one side only');
  return ratio === 'negative'
    ? different('the opposite inequality')
    : undecided('inequalities that are no multiples of each other');
}

function commonRatio(p: Term, q: Term, variables: readonly string[]): 'positive' | 'negative' | null {
  let common: Term | null = null;
  for (let at = 0; at < SAMPLE_POINTS; at++) {
    const point = samplePoint(at, variables);
    const [x, y] = [exactValue(p, point), exactValue(q, point)];
    if (x && y && x.numerator !== 0n && y.numerator !== 0n) {
      const ratio = divide(x, y) ?? rational(0);
      if (common?.kind === 'number' && !sameRational(common.value, ratio)) return null;
      common = number(ratio);
      continue;
    }
    const values = new Map(
      [...point].map(([name, value]) => [name, Number(value.numerator) / Number(value.denominator)]),
    );
    const [u, v] = [numericValue(p, values), numericValue(q, values)];
    if (!u || !v || size(u.value) < 1e-9 || size(v.value) < 1e-9) return null;
    const { re, im } = over(u.value, v.value);
    const ratio = exactRatio(re);
    if (Math.abs(im) > 1e-9 || !ratio) return null;
    if (common && compareTerms(common, ratio).verdict !== 'equal') return null;
    common ??= ratio;
  }
  if (common?.kind !== 'number') return null;
  return common.value.numerator > 0n ? 'positive' : 'negative';
}

/** A ratio in double precision, to nine digits. */
function exactRatio(value: number): Term | null {
  if (!Number.isFinite(value) || value === 0) return null;
  const digits = Number(value.toPrecision(9));
  const scale = 10 ** Math.max(0, 12 - Math.ceil(Math.log10(Math.abs(digits))));
  return Number.isFinite(scale)
    ? number(rational(BigInt(Math.round(digits * scale)), BigInt(Math.round(scale))))
    : null;
}

const NEWTON_STEPS = 60;

/** Looks for points where `p` is 0 by Newton's method in one variable, and returns whether `q` is far from 0 there. */
function fulfilsOnlyOne(p: Term, q: Term, variables: readonly string[]): boolean {
  let found = 0;
  for (const name of variables) {
    for (let at = 0; at < 3; at++) {
      const point = new Map(
        [...samplePoint(at, variables)].map(([key, value]) => [
          key,
          Number(value.numerator) / Number(value.denominator),
        ]),
      );
      const root = newton(p, name, point);
      if (root === null) continue;
      point.set(name, root);
      const [zero, other] = [numericValue(p, point), numericValue(q, point)];
      if (!zero || !other || size(zero.value) > 1e-9 * Math.max(1, zero.largest)) continue;
      if (size(other.value) > 1e-5 * Math.max(1, other.largest)) found++;
      if (found >= 2) return true;
    }
  }
  return false;
}

function newton(term: Term, name: string, point: ReadonlyMap<string, number>): number | null {
  const at = (x: number): Complex | null => numericValue(term, new Map(point).set(name, x))?.value ?? null;
  let x = point.get(name) ?? 1;
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const [here, beside] = [at(x), at(x + 1e-6)];
    if (!here || !beside || here.im !== 0) return null;
    if (Math.abs(here.re) < 1e-12) return x;
    const slope = (beside.re - here.re) / 1e-6;
    if (slope === 0 || !Number.isFinite(slope)) return null;
    const next = x - here.re / slope;
    if (!Number.isFinite(next)) return null;
    if (Math.abs(next - x) < 1e-14 * Math.max(1, Math.abs(x))) return next;
    x = next;
  }
  return x;
}
