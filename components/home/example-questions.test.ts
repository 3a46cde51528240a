import { describe, expect, it } from 'vitest';
import { parseCountdown } from '#lib/answers/countdown-question.ts';
import { modelQuestions, puzzleQuestions, unsolvableQuestion } from './example-questions.ts';

/** Every value that the numbers can make, each number used once; small enough to search completely. */
function reachable(numbers: readonly number[]): Set<number> {
  if (numbers.length === 1) return new Set(numbers);
  const found = new Set<number>();
  for (let mask = 1; mask < 2 ** numbers.length - 1; mask++) {
    const left = numbers.filter((_, index) => mask & (1 << index));
    const right = numbers.filter((_, index) => !(mask & (1 << index)));
    for (const a of reachable(left)) {
      for (const b of reachable(right)) {
        for (const value of [a + b, a - b, a * b, b === 0 ? Number.NaN : a / b]) found.add(value);
      }
    }
  }
  return found;
}

function isSolvable(question: string): boolean {
  const puzzle = parseCountdown(question);
  if (!puzzle) throw new Error(`Not read as a puzzle: ${question}`);
  return [...reachable(puzzle.numbers)].some((value) => Math.abs(value - puzzle.target) < 1e-9);
}

describe('example questions', () => {
  it.each(puzzleQuestions)('the built-in reads and can solve "$label"', ({ question }) => {
    expect(isSolvable(question)).toBe(true);
  });

  it('the one without a solution has none', () => {
    expect(isSolvable(unsolvableQuestion.question)).toBe(false);
  });

  it.each(modelQuestions)('"$label" is not taken for a puzzle', ({ question }) => {
    expect(parseCountdown(question)).toBeNull();
  });
});
