import { expect } from '@playwright/test';
import { checkCountdown } from '#lib/answers/countdown.ts';
import { parseCountdown } from '#lib/answers/countdown-question.ts';

/** Fails unless the text is a calculation that solves the question's puzzle. */
export function expectSolves(question: string, answer: string): void {
  const puzzle = parseCountdown(question);
  if (!puzzle) throw new Error(`No Countdown puzzle: ${question}`);
  expect(checkCountdown(puzzle, answer), `${answer} solves ${question}`).toMatchObject({ ok: true });
}
