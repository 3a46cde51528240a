import { allOperators, type CountdownPuzzle } from '#lib/answers/countdown.ts';
import { exhaust } from './exhaust.ts';
import { regionsOf } from './regions.ts';
import { createSearch } from './search.ts';
import { survey } from './survey.ts';

export const difficulties = ['easy', 'medium', 'hard'] as const;
/** `easy`: 3 or 4 numbers. `medium`: 5. `hard`: 6, and the first stage's quick look does not find the solution. */
export type Difficulty = (typeof difficulties)[number];

export interface Surprise {
  readonly question: string;
  readonly puzzle: CountdownPuzzle;
}

interface Shape {
  counts: readonly number[];
  largest: number;
  target: readonly [number, number];
}

const SHAPES: Record<Difficulty, Shape> = {
  easy: { counts: [3, 4], largest: 12, target: [10, 60] },
  medium: { counts: [5], largest: 25, target: [40, 200] },
  hard: { counts: [6], largest: 50, target: [101, 999] },
};

/** Drawing a solvable puzzle takes 1 to 5 tries; this limit stops on a random source that never gives one. */
const MOST_TRIES = 400;

/** Makes a puzzle that has a solution, proven by search. `random` gives numbers in [0, 1), as `Math.random` does. */
export function surprisePuzzle(difficulty: Difficulty, random: () => number): Surprise {
  const shape = SHAPES[difficulty];
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const count = shape.counts[between(0, shape.counts.length - 1)] ?? 4;
    const numbers = Array.from({ length: count }, () => between(2, shape.largest));
    // One pair of equal numbers is fine; more equal numbers make the search dull.
    if (numbers.some((value) => numbers.filter((other) => other === value).length > 2)) continue;
    const target = between(...shape.target);
    const puzzle: CountdownPuzzle = {
      numbers,
      target,
      use: 'all',
      wholeSteps: false,
      operators: allOperators,
    };
    const regions = regionsOf(puzzle);
    const search = createSearch(puzzle);
    if (numbers.includes(target) || !regions.some((region) => exhaust(search, region).solution)) continue;
    if (difficulty === 'hard' && regions.some((region) => survey(puzzle, region).solution)) continue;
    return { question: `Use ${numbers.join(', ')}, each exactly once, to make ${target}.`, puzzle };
  }
  const numbers = [3, 5, 7, 11];
  return {
    question: `Use ${numbers.join(', ')}, each exactly once, to make 49.`,
    puzzle: { numbers, target: 49, use: 'all', wholeSteps: false, operators: allOperators },
  };
}
