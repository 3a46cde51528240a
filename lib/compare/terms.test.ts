import { describe, expect, test } from 'vitest';
import { plainNotation, termsOf } from './terms.ts';

const terms = (text: string): string[] => [...termsOf(text)].sort();

describe('one notation for several', () => {
  test.each([
    ['$\\frac{25}{9} \\cdot x$', '25/9 × x'],
    ['\\dfrac{3}{5}', '3 / 5'],
    ['$x^{2} + 3x$', 'x² + 3x'],
    ['\\sqrt{2} + 1', '√2 + 1'],
    ['10,000 + 1', '10000 + 1'],
    ['a \\leq 7 - b', 'a ≤ 7 − b'],
  ])('%s is %s', (left, right) => {
    expect(terms(left).filter((term) => !term.startsWith('w:'))).toEqual(
      terms(right).filter((term) => !term.startsWith('w:')),
    );
  });

  test('decimal points stay', () => {
    expect(plainNotation('0.5')).toBe('0.5');
    expect(terms('0.50')).toContain('n:0.5');
  });
});

test('a formula is one term, and so is each side of its equals sign', () => {
  expect(terms('So 1024 + 256 = 1280.')).toEqual([
    'f:1024+256',
    'f:1024+256=1280',
    'n:1024',
    'n:1280',
    'n:256',
  ]);
});

test('an article before a number is no product', () => {
  expect(terms('gives a 3 + 4')).toContain('f:3+4');
});

test('filler is no term, other words are without their endings', () => {
  expect(terms('Okay, so let me check the multiplied denominators')).toEqual(['w:denominator', 'w:multipli']);
  expect(terms('multiplying')).toEqual(['w:multiply']);
});
