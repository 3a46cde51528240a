import type { Expression, Operator } from '#lib/answers/expression.ts';
import { type Group, groupSize, partsOf, type Search, splits } from './search.ts';
import { number, operation } from './steps.ts';
import type { ValueSet } from './value-set.ts';

const OPERATOR_COST: Record<Operator, number> = { '+': 0, '*': 1, '-': 1, '/': 3 };

interface Candidate {
  operator: Operator;
  left: [Group, number];
  right: [Group, number];
  cost: number;
}

/** Large intermediate results, and steps through 0 and 1, are correct but nobody's first idea. */
const valueCost = (value: number): number => Math.log2(value + 1) + (value === 0 ? 6 : value === 1 ? 2 : 0);

/**
 * A calculation by which the group makes the value, or null if none does. Among several it picks, step by step, the one
 * that a person would rather write; the same input always gives the same result.
 */
export function compose(search: Search, group: Group, value: number): Expression | null {
  const parts =
    search.puzzle.use === 'all' ? [group] : partsOf(group).toSorted((a, b) => groupSize(a) - groupSize(b));
  const part = parts.find((candidate) => search.exactly(candidate).has(value));
  return part === undefined ? null : composeExactly(search, part, value);
}

function composeExactly(search: Search, group: Group, value: number): Expression | null {
  if (groupSize(group) === 1) return number(value);
  let best: Candidate | null = null;
  for (const candidate of candidates(search, group, value))
    if (!best || candidate.cost < best.cost) best = candidate;
  if (!best) return null;
  const left = composeExactly(search, ...best.left);
  const right = composeExactly(search, ...best.right);
  return left && right && operation(best.operator, left, right);
}

function* candidates(search: Search, group: Group, value: number): Generator<Candidate> {
  const allowed = search.puzzle.operators;
  for (const [one, other] of splits(group))
    for (const [leftGroup, rightGroup] of [
      [one, other],
      [other, one],
    ] as const) {
      const rights = search.exactly(rightGroup);
      for (const a of search.exactly(leftGroup).sorted)
        for (const operator of allowed) {
          const b = partner(operator, a, value, rights);
          if (b === null || !rights.has(b)) continue;
          const cost = OPERATOR_COST[operator] + valueCost(a) + valueCost(b);
          yield { operator, left: [leftGroup, a], right: [rightGroup, b], cost };
        }
    }
}

/** The b with `a operator b = value`, whole and ≥ 0; the larger first in sums and products. */
function partner(operator: Operator, a: number, value: number, rights: ValueSet): number | null {
  switch (operator) {
    case '+':
      return value - a >= 0 && value - a <= a ? value - a : null;
    case '-':
      return a >= value ? a - value : null;
    case '*':
      if (a === 0) return null;
      return value % a === 0 && value / a <= a ? value / a : null;
    case '/':
      if (value === 0) return a === 0 ? (rights.sorted.find((b) => b > 0) ?? null) : null;
      return a !== 0 && a % value === 0 ? a / value : null;
  }
}
