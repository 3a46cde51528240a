import type { Expression } from '#lib/answers/expression.ts';
import { compose } from './compose.ts';
import { type Goal, goalsFor, type Region } from './regions.ts';
import { type Group, groupSize, type Search, splits } from './search.ts';
import { apply, type Form, forms, join, number, operatorOf } from './steps.ts';
import type { ValueSet } from './value-set.ts';

/** A whole calculation and its value. */
export interface Result {
  readonly expression: Expression;
  readonly value: number;
}

/** Everything that the other numbers can make, compared with what they must make if `y` comes in last. */
export interface LastFindings {
  readonly y: number;
  readonly others: readonly number[];
  /** How many different whole numbers the others can make, and the largest one. */
  readonly count: number;
  readonly largest: number;
  readonly goals: readonly {
    readonly goal: Goal;
    readonly hit: Result | null;
    readonly nearest: Result | null;
  }[];
}

export interface GroupFindings {
  /** Ways to split the numbers, and how many pairs of values (one from each side) we compared. */
  readonly partings: number;
  readonly pairs: number;
}

export interface Exhaustion {
  readonly last: readonly LastFindings[];
  readonly groups: GroupFindings | null;
  readonly solution: Result | null;
  /** The nearest miss; null if something hit the target or no result was whole. */
  readonly nearest: Result | null;
}

/** Searches all of a region. Complete: no solution here means that the region has none with whole steps. */
export function exhaust(search: Search, region: Region): Exhaustion {
  return region.kind === 'last' ? exhaustLast(search, region.held) : exhaustGroups(search, region.sizes);
}

/** The one nearer to the target; the first of two equally near. */
export const closer = (target: number, one: Result | null, other: Result | null): Result | null => {
  if (!one || !other) return one ?? other;
  return Math.abs(other.value - target) < Math.abs(one.value - target) ? other : one;
};

function exhaustLast(search: Search, held: readonly number[]): Exhaustion {
  const { puzzle, numbers, all } = search;
  const last: LastFindings[] = [];
  let solution: Result | null = null;
  let nearest: Result | null = null;
  for (const y of held) {
    const others: Group = all & ~(1 << numbers.indexOf(y));
    const values = search.values(others);
    const goals = goalsFor(puzzle, puzzle.target, y).map((goal) => {
      const inner = values.has(goal.wanted) ? goal.wanted : nearestThatApplies(values, goal);
      const made = inner === null ? null : compose(search, others, inner);
      const value = inner === null ? null : apply(goal.form, inner, y);
      const result = made && value !== null ? { expression: join(goal.form, made, number(y)), value } : null;
      return result?.value === puzzle.target
        ? { goal, hit: result, nearest: null }
        : { goal, hit: null, nearest: result };
    });
    last.push({
      y,
      others: numbers.filter((_, index) => others & (1 << index)),
      count: values.size,
      largest: values.sorted.at(-1) ?? 0,
      goals,
    });
    for (const goal of goals) {
      solution ??= goal.hit;
      nearest = closer(puzzle.target, nearest, goal.nearest);
    }
  }
  return { last, groups: null, solution, nearest: solution ? null : nearest };
}

/** The value nearest to the wanted one that makes the last step whole; searches both ways, 400 values far. */
function nearestThatApplies(values: ValueSet, goal: Goal): number | null {
  const sorted = values.sorted;
  const start = values.nearest(goal.wanted);
  if (start === null) return null;
  const middle = sorted.indexOf(start);
  let best: number | null = null;
  for (let step = 0; step < 400; step++)
    for (const at of [middle - step, middle + step]) {
      const value = sorted[at];
      if (value === undefined || apply(goal.form, value, goal.y) === null) continue;
      if (best === null || Math.abs(value - goal.wanted) < Math.abs(best - goal.wanted)) best = value;
    }
  return best;
}

function exhaustGroups(search: Search, sizes: 'any' | 'pair' | 'triples'): Exhaustion {
  const { puzzle, all } = search;
  const smaller = (one: Group, other: Group) => Math.min(groupSize(one), groupSize(other));
  const partings = splits(all).filter(([one, other]) => {
    const size = smaller(one, other);
    return size >= 2 && (sizes === 'any' || size === (sizes === 'pair' ? 2 : 3));
  });
  let pairs = 0;
  let best: { form: Form; one: Group; a: number; other: Group; b: number; value: number } | null = null;
  const allowed = forms.filter((form) => puzzle.operators.includes(operatorOf(form)));
  for (const [one, other] of partings) {
    const others = search.values(other).sorted;
    for (const a of search.values(one).sorted)
      for (const b of others) {
        pairs++;
        for (const form of allowed) {
          const value = apply(form, a, b);
          if (value === null) continue;
          if (best && Math.abs(value - puzzle.target) >= Math.abs(best.value - puzzle.target)) continue;
          best = { form, one, a, other, b, value };
        }
      }
  }
  const groups = { partings: partings.length, pairs };
  if (!best) return { last: [], groups, solution: null, nearest: null };
  const left = compose(search, best.one, best.a);
  const right = compose(search, best.other, best.b);
  const result = left && right ? { expression: join(best.form, left, right), value: best.value } : null;
  const hit = best.value === puzzle.target;
  return { last: [], groups, solution: hit ? result : null, nearest: hit ? null : result };
}
