import { expect, it } from 'vitest';
import { checkCountdown } from '#lib/answers/countdown.ts';
import { parseCountdown } from '#lib/answers/countdown-question.ts';
import { extractAnswer } from '#lib/answers/extract-answer.ts';
import { difficulties, surprisePuzzle } from './surprise.ts';
import { driveSession } from './testing/drive.ts';

/** A small seeded generator, so that a failure can be reproduced. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

it.each(difficulties)(
  '%s puzzles are read as meant, and the reasoner solves them',
  (difficulty) => {
    const random = seeded(7);
    const sizes = { easy: [3, 4], medium: [5], hard: [6] }[difficulty];
    for (let run = 0; run < (difficulty === 'hard' ? 6 : 25); run++) {
      const { question, puzzle } = surprisePuzzle(difficulty, random);
      expect(parseCountdown(question)).toEqual(puzzle);
      expect(sizes).toContain(puzzle.numbers.length);
      const answer = extractAnswer(driveSession(question).answer)?.answer ?? '';
      expect(checkCountdown(puzzle, answer), question).toMatchObject({ ok: true });
    }
  },
  120_000,
);

it('a random source that is stuck still gives a solvable puzzle', () => {
  for (const stuck of [0, 0.999999]) {
    const { question, puzzle } = surprisePuzzle('easy', () => stuck);
    const answer = extractAnswer(driveSession(question).answer)?.answer ?? '';
    expect(checkCountdown(puzzle, answer)).toMatchObject({ ok: true });
  }
});
