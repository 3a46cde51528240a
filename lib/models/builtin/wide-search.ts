import type { CountdownPuzzle } from '#lib/answers/countdown.ts';
import type { Expression, Operator } from '#lib/answers/expression.ts';
import type { Region } from './regions.ts';
import { type Group, groupSize, splits } from './search.ts';
import { number, operation } from './steps.ts';

/** A fraction in lowest terms; JavaScript numbers, exact up to 2^53. */
interface Fraction {
  readonly n: number;
  readonly d: number;
  readonly from: { operator: Operator; left: Fraction; right: Fraction } | null;
}

export interface WideFindings {
  /** How many pairs of results, one from each side of the last step, we compared. */
  readonly pairs: number;
  readonly solution: Expression | null;
}

/** Fractions matter unless the question forbids them; negative steps matter only where it allows − but not +. */
export const needsWideSearch = (puzzle: CountdownPuzzle): boolean =>
  (!puzzle.wholeSteps && puzzle.operators.includes('/')) || needsNegatives(puzzle);

const needsNegatives = (puzzle: CountdownPuzzle): boolean =>
  puzzle.operators.includes('-') && !puzzle.operators.includes('+');

/** What the wide search additionally allows in its steps, in words. */
export const widerSteps = (puzzle: CountdownPuzzle): string =>
  puzzle.wholeSteps || !puzzle.operators.includes('/')
    ? 'negative numbers'
    : needsNegatives(puzzle)
      ? 'fractions and negative numbers'
      : 'fractions';

/** Beyond this limit, sums of numerators and denominators could leave the exact range; then we claim nothing. */
export function wideSearchIsExact(puzzle: CountdownPuzzle): boolean {
  const product = puzzle.numbers.reduce((total, value) => total * value, 1);
  return product * 2 ** puzzle.numbers.length < Number.MAX_SAFE_INTEGER;
}

function divisor(a: number, b: number): number {
  let x = Math.abs(a);
  let y = Math.abs(b);
  while (y) [x, y] = [y, x % y];
  return x;
}

const keyOf = (n: number, d: number): number | string => (d === 1 ? n : `${n}/${d}`);

type Table = Map<number | string, Fraction>;

/**
 * Searches all of a region again, with the steps that `exhaust` leaves out: fractions on the way, and negative results
 * where they matter. Six numbers take about 300 ms for the first region, less for the others.
 */
export function wideSearch(puzzle: CountdownPuzzle, region: Region): WideFindings {
  const numbers = puzzle.numbers.toSorted((a, b) => b - a);
  const all: Group = 2 ** numbers.length - 1;
  const tables = new Map<string, Table>();
  const negatives = needsNegatives(puzzle);
  const nameOf = (group: Group) => numbers.filter((_, index) => group & (1 << index)).join(' ');

  function put(table: Table, operator: Operator, left: Fraction, right: Fraction): void {
    let [n, d] = combined(operator, left, right);
    if (d === 0) return;
    if (d < 0) [n, d] = [-n, -d];
    if (n < 0 && !negatives) return;
    if (d > 1) {
      const common = divisor(n, d);
      n /= common;
      d /= common;
    }
    if (puzzle.wholeSteps && d !== 1) return;
    const key = keyOf(n, d);
    if (!table.has(key)) table.set(key, { n, d, from: { operator, left, right } });
  }

  function tableOf(group: Group): Table {
    const name = nameOf(group);
    const known = tables.get(name);
    if (known) return known;
    const table: Table = new Map();
    tables.set(name, table);
    if (groupSize(group) === 1) {
      table.set(Number(name), { n: Number(name), d: 1, from: null });
      return table;
    }
    for (const [one, other] of splits(group)) {
      const others = [...tableOf(other).values()];
      for (const a of tableOf(one).values())
        for (const b of others)
          for (const operator of puzzle.operators) {
            put(table, operator, a, b);
            if (operator === '-' || operator === '/') put(table, operator, b, a);
          }
    }
    if (puzzle.use === 'any')
      for (const [one, other] of splits(group))
        for (const part of [one, other])
          for (const [key, value] of tableOf(part)) if (!table.has(key)) table.set(key, value);
    return table;
  }

  const sides = splits(all).filter(([one, other]) => {
    const size = Math.min(groupSize(one), groupSize(other));
    if (region.kind === 'last')
      return [one, other].some((side) => groupSize(side) === 1 && region.held.includes(Number(nameOf(side))));
    return size >= 2 && (region.sizes === 'any' || size === (region.sizes === 'pair' ? 2 : 3));
  });
  let pairs = 0;
  let solution: Expression | null = null;
  for (const [one, other] of sides) {
    const [small, large] = groupSize(one) <= groupSize(other) ? [one, other] : [other, one];
    const [few, many] = [tableOf(small), tableOf(large)];
    pairs += few.size * many.size;
    for (const y of few.values()) {
      solution ??= meet(puzzle, y, many);
    }
  }
  return { pairs, solution };
}

function combined(operator: Operator, a: Fraction, b: Fraction): [number, number] {
  switch (operator) {
    case '+':
      return [a.n * b.d + b.n * a.d, a.d * b.d];
    case '-':
      return [a.n * b.d - b.n * a.d, a.d * b.d];
    case '*':
      return [a.n * b.n, a.d * b.d];
    case '/':
      return [a.n * b.d, a.d * b.n];
  }
}

/** Looks for the partner that makes the target together with `y`. */
function meet(puzzle: CountdownPuzzle, y: Fraction, many: Table): Expression | null {
  const t = puzzle.target;
  const attempts: readonly [Operator, number, number, boolean][] = [
    ['+', t * y.d - y.n, y.d, false],
    ['-', t * y.d + y.n, y.d, false],
    ['-', y.n - t * y.d, y.d, true],
    ['*', t * y.d, y.n, false],
    ['/', t * y.n, y.d, false],
    ['/', y.n, t * y.d, true],
  ];
  for (const [operator, top, bottom, yFirst] of attempts) {
    if (!puzzle.operators.includes(operator) || bottom === 0) continue;
    const common = divisor(top, bottom) * Math.sign(bottom);
    const found = many.get(keyOf(top / common || 0, bottom / common));
    if (!found || (operator === '/' && (yFirst ? found.n : y.n) === 0)) continue;
    const [left, right] = yFirst ? [y, found] : [found, y];
    return operation(operator, expressionOf(left), expressionOf(right));
  }
  return null;
}

function expressionOf(fraction: Fraction): Expression {
  const { from } = fraction;
  return from
    ? operation(from.operator, expressionOf(from.left), expressionOf(from.right))
    : number(fraction.n);
}
