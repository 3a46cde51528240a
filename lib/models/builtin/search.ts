import type { CountdownPuzzle } from '#lib/answers/countdown.ts';
import type { Operator } from '#lib/answers/expression.ts';
import { ValueSet } from './value-set.ts';

/** A group of the puzzle's numbers: bit k stands for `numbers[k]`. */
export type Group = number;

/**
 * Which whole numbers each group of the puzzle's numbers can make. Every step's result is a whole number ≥ 0. Allowing
 * negative results would reach nothing more: swapping differences turns any calculation with negative steps into one
 * without.
 */
export interface Search {
  readonly puzzle: CountdownPuzzle;
  /** Descending. */
  readonly numbers: readonly number[];
  /** All numbers. */
  readonly all: Group;
  /** Values that use every number of the group exactly once. */
  exactly(group: Group): ValueSet;
  /**
   * Values that the group may make under the puzzle's rule: the same as `exactly`, or those of any part of the group.
   */
  values(group: Group): ValueSet;
}

export const groupSize = (group: Group): number => {
  let size = 0;
  for (let rest = group; rest; rest &= rest - 1) size++;
  return size;
};

/** The two sides of every split of a group into two parts, each split once. */
export function splits(group: Group): [Group, Group][] {
  const found: [Group, Group][] = [];
  for (let part = (group - 1) & group; part > 0; part = (part - 1) & group)
    if (part < group - part) found.push([part, group - part]);
  return found;
}

/** All parts of a group, including itself but not the empty one. */
export function partsOf(group: Group): Group[] {
  const found: Group[] = [];
  for (let part = group; part > 0; part = (part - 1) & group) found.push(part);
  return found;
}

function addCombinations(into: ValueSet, a: number, b: number, operators: ReadonlySet<Operator>): void {
  const [large, small] = a >= b ? [a, b] : [b, a];
  if (operators.has('+')) into.add(large + small);
  if (operators.has('-')) into.add(large - small);
  if (operators.has('*')) into.add(large * small);
  if (operators.has('/')) {
    if (small !== 0 && large % small === 0) into.add(large / small);
    // 0 ÷ large is whole too; large ≥ small > 0 allows no other quotient.
    else if (small === 0 && large !== 0) into.add(0);
  }
}

/** Builds the tables on demand. Six numbers, all groups of five: about 150 ms. */
export function createSearch(puzzle: CountdownPuzzle): Search {
  const numbers = puzzle.numbers.toSorted((a, b) => b - a);
  const all = 2 ** numbers.length - 1;
  const operators = new Set(puzzle.operators);
  const exact = new Map<string, ValueSet>();
  const open = new Map<string, ValueSet>();
  // Groups of equal numbers share a table.
  const keyOf = (group: Group) => numbers.filter((_, index) => group & (1 << index)).join(' ');

  function exactly(group: Group): ValueSet {
    const key = keyOf(group);
    const known = exact.get(key);
    if (known) return known;
    const found = new ValueSet();
    exact.set(key, found);
    if (groupSize(group) === 1) {
      found.add(Number(key));
      return found;
    }
    const seen = new Set<string>();
    for (const [left, right] of splits(group)) {
      const split = [keyOf(left), keyOf(right)].sort().join('|');
      if (seen.has(split)) continue;
      seen.add(split);
      const rights = exactly(right).sorted;
      for (const a of exactly(left).sorted) for (const b of rights) addCombinations(found, a, b, operators);
    }
    return found;
  }

  function values(group: Group): ValueSet {
    if (puzzle.use === 'all') return exactly(group);
    const key = keyOf(group);
    const known = open.get(key);
    if (known) return known;
    const found = new ValueSet();
    for (const part of partsOf(group)) for (const value of exactly(part).sorted) found.add(value);
    open.set(key, found);
    return found;
  }

  return { puzzle, numbers, all, exactly, values };
}

/**
 * Cached searches: an executor's call comes once per prompt, and each would rebuild the same tables. About 10 MB each.
 */
const KEPT = 4;
const kept = new Map<string, Search>();

/**
 * Like `createSearch`, but caches the last few puzzles. The cache holds results of a pure function, not state between
 * calls.
 */
export function searchFor(puzzle: CountdownPuzzle): Search {
  const key = JSON.stringify([
    puzzle.numbers,
    puzzle.use,
    puzzle.operators,
    puzzle.target,
    puzzle.wholeSteps,
  ]);
  const search = kept.get(key) ?? createSearch(puzzle);
  kept.delete(key);
  kept.set(key, search);
  const oldest = kept.keys().next().value;
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  return search;
}
