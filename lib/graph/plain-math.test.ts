import { describe, expect, test } from 'vitest';
import { plainHead, plainMath, plainTail } from './plain-math.ts';

describe('LaTeX to plain text', () => {
  test.each([
    ['$x^2 + 3x$', 'x² + 3x'],
    ['\\(\\frac{1}{2} \\times 3\\)', '1/2 × 3'],
    ['\\frac{a+b}{2}', '(a+b)/2'],
    ['\\boxed{42}', '[42]'],
    ['\\sqrt{2} \\le \\pi', '√2 ≤ π'],
    ['so **bold** and `code`', 'so bold and code'],
    ['one\n\n-----\ntwo', 'one two'],
    ['an unknown \\foo stays', 'an unknown \\foo stays'],
    ['3 \\left( x \\right)', '3 ( x )'],
    ['(10 + 8) \\times 2 - 9', '(10 + 8) × 2 − 9'],
    ['solve \\[\\sin x\\]for \\(x\\)', 'solve sin x for x'],
    ['the root of\\(x^2\\)is \\(y\\).', 'the root of x² is y.'],
    ['2\\% of \\#1', '2% of #1'],
    ['two words - and a dash', 'two words - and a dash'],
  ])('%s', (source, expected) => {
    expect(plainMath(source)).toBe(expected);
  });
});

describe('cutting', () => {
  test('a short text is left whole', () => {
    expect(plainTail('short', 20)).toBe('short');
    expect(plainHead('short', 20)).toBe('short');
  });

  test('a tail begins at a word, with an ellipsis', () => {
    expect(plainTail('one two three four five six', 14)).toBe('…four five six');
  });

  test('a head ends at a word, with an ellipsis', () => {
    expect(plainHead('one two three four five six', 14)).toBe('one two three…');
  });

  test('[cost] the tail of a long text reads only its end', () => {
    const tail = plainTail(`${'x '.repeat(50_000)}the end`, 40);
    expect(tail.endsWith('the end')).toBe(true);
    expect(tail.length).toBeLessThanOrEqual(41);
  });
});
