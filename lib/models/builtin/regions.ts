import type { CountdownPuzzle } from '#lib/answers/countdown.ts';
import { type Form, forms, needed, operatorOf } from './steps.ts';

/**
 * A part of the search space, defined by the last step of a solution. Together the regions of a puzzle cover every
 * solution, and none needs the result of another: that is what makes them prompts of one stage.
 */
export type Region =
  /** One of these numbers comes in last, joined to what all the others made. */
  | { readonly kind: 'last'; readonly held: readonly number[] }
  /** The last step joins two results of at least two numbers each; six numbers are split once more by group size. */
  | { readonly kind: 'groups'; readonly sizes: 'any' | 'pair' | 'triples' };

/** With more prompts than this for single numbers, the plan would be longer than the work it hands out. */
const MOST_SINGLE = 4;

/**
 * The regions of a puzzle, largest number first: three for 3 numbers, five for 4 and 5, six for 6; fewer if some
 * numbers are equal.
 */
export function regionsOf(puzzle: CountdownPuzzle): Region[] {
  const different = [...new Set(puzzle.numbers)].sort((a, b) => b - a);
  const held = different.map((value) => [value]);
  // The smallest numbers share a prompt: they come in last about equally often and contribute least.
  for (let at = held.length - 2; held.length > MOST_SINGLE && at >= 0; at -= 2)
    held.splice(at, 2, [...(held[at] ?? []), ...(held[at + 1] ?? [])]);
  const regions: Region[] = held.map((values) => ({ kind: 'last', held: values }));
  if (puzzle.numbers.length === 6)
    regions.push({ kind: 'groups', sizes: 'pair' }, { kind: 'groups', sizes: 'triples' });
  else if (puzzle.numbers.length > 3) regions.push({ kind: 'groups', sizes: 'any' });
  return regions;
}

export function sameRegion(one: Region, other: Region): boolean {
  if (one.kind === 'last') return other.kind === 'last' && one.held.join() === other.held.join();
  return other.kind === 'groups' && one.sizes === other.sizes;
}

export interface Goal {
  readonly form: Form;
  /** The number that comes in last. */
  readonly y: number;
  /** What the others must make. */
  readonly wanted: number;
}

/** What the other numbers would have to make for `y`, coming in last, to give `target`; each amount once. */
export function goalsFor(puzzle: CountdownPuzzle, target: number, y: number): Goal[] {
  const goals: Goal[] = [];
  for (const form of forms) {
    if (!puzzle.operators.includes(operatorOf(form))) continue;
    const wanted = needed(form, target, y);
    if (wanted !== null && !goals.some((goal) => goal.wanted === wanted)) goals.push({ form, y, wanted });
  }
  return goals;
}

/** The puzzle's numbers with one occurrence of the given value removed. */
export function without(numbers: readonly number[], value: number): number[] {
  const at = numbers.indexOf(value);
  return at < 0 ? numbers.slice() : numbers.toSpliced(at, 1);
}
