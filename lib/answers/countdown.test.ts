import { describe, expect, it } from 'vitest';
import { allOperators, type CountdownPuzzle, checkCountdown } from './countdown.ts';

const puzzle: CountdownPuzzle = {
  numbers: [3, 5, 7, 11],
  target: 49,
  use: 'all',
  wholeSteps: false,
  operators: allOperators,
};

const problemOf = (given: CountdownPuzzle, text: string) => {
  const check = checkCountdown(given, text);
  return check.ok ? 'ok' : check.problem;
};

describe('checkCountdown', () => {
  it.each([
    '5 × 7 + 3 + 11',
    '7*5+11+3',
    '3 + 11 + 5 \\times 7',
    '(7 * 5) + (3 + 11) = 49',
    '11 - -3 + 5 * 7',
  ])('accepts %s', (text) => {
    expect(problemOf(puzzle, text)).toBe('ok');
  });

  it.each([
    ['5 × 7 + 3 × 11', 'wrong-value', '68'],
    ['5 × 7 + 11 + 11', 'number-used-twice', '11'],
    ['5 × 7 + 3 + 3', 'number-used-twice', '3'],
    ['5 × 7', 'number-missing', '3, 11'],
    ['49', 'number-not-given', '49'],
    ['7 × 7', 'number-used-twice', '7'],
    ['5 × 7 + 3 + 11 + 0', 'number-not-given', '0'],
    ['35 + 3 + 11', 'number-not-given', '35'],
    ['11 + 7 ÷ (5 − 5)', 'number-used-twice', '5'],
    ['forty-nine', 'unreadable', 'forty'],
    ['', 'unreadable', 'empty'],
  ])('refuses %j: %s, and the reason names %s', (text, problem, named) => {
    const check = checkCountdown(puzzle, text);
    expect(check.ok).toBe(false);
    if (check.ok) return;
    expect(check.problem).toBe(problem);
    expect(check.explanation).toContain(named);
  });

  it('a number given twice may be used twice', () => {
    const twice = { ...puzzle, numbers: [3, 3, 8, 8], target: 24 };
    expect(problemOf(twice, '8 / (3 - 8 / 3)')).toBe('ok');
    expect(problemOf(twice, '8 + 8 + 8')).toBe('number-used-twice');
  });

  it('fractions on the way count unless the question wants whole numbers', () => {
    const whole = { ...puzzle, numbers: [3, 3, 8, 8], target: 24, wholeSteps: true };
    expect(problemOf(whole, '8 / (3 - 8 / 3)')).toBe('fractional-step');
  });

  it('“at most once” lets numbers stay unused but never used twice', () => {
    const any: CountdownPuzzle = { ...puzzle, use: 'any', target: 42 };
    expect(problemOf(any, '7 × (11 − 5)')).toBe('ok');
    expect(problemOf(any, '7 × (3 + 3)')).toBe('number-used-twice');
  });

  it('an operation that the question excludes, and a division by 0', () => {
    const plain: CountdownPuzzle = { ...puzzle, operators: ['+', '-'] };
    expect(problemOf(plain, '5 × 7 + 3 + 11')).toBe('operation-not-allowed');
    const zero: CountdownPuzzle = { ...puzzle, numbers: [5, 5, 7] };
    expect(problemOf(zero, '7 / (5 - 5)')).toBe('division-by-zero');
  });
});
