import { describe, expect, test } from 'vitest';
import { mathTokens } from './math-tokens.ts';
import { statementsOf } from './quantities.ts';
import { hostilePieces } from './testing/any-text.ts';

const formulas = [
  '1+',
  'x=',
  '((',
  '))',
  '{',
  '\\frac{',
  '\\sqrt{2',
  '^2^',
  '-1',
  '1,000,',
  '0.',
  '|x',
  '\\left(',
  '✓=',
];

describe('of any length', () => {
  // Quadratic time would take minutes here: the test's own time limit checks this.
  test.each([...hostilePieces, ...formulas])('%j again and again', (piece) => {
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    const tokens = mathTokens(text);
    expect(tokens.every(({ start, end }) => start < end && end <= text.length)).toBe(true);
    for (const { sides } of statementsOf(text))
      expect(sides.every(({ start, end }) => start < end && end <= text.length)).toBe(true);
  });
});
