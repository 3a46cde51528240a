import { expect, test } from 'vitest';
import { ASCII, GREEK_LETTERS, LATEX_NAMES, patternOfSign } from './notation-signs.ts';
import { SYMBOLS } from './symbols.ts';

test('each name draws one character, and each character is known by its names', () => {
  for (const [name, character] of SYMBOLS) {
    expect(name).toMatch(/^[A-Za-z]+$/);
    expect([...character]).toHaveLength(1);
    expect(LATEX_NAMES.get(character)).toContain(name);
  }
  expect(LATEX_NAMES.get('≤')).toEqual(['le', 'leq', 'leqslant', 'leqq']);
});

test('a Greek letter has its usual name', () => {
  expect(['ε', 'θ', 'φ', 'Ω'].map((letter) => GREEK_LETTERS.get(letter))).toEqual([
    'epsilon',
    'theta',
    'phi',
    'Omega',
  ]);
});

test.each([
  ['*', ['*', '×', '·', '⋅', '∗', '\\times', '\\cdot', '\\ast'], ['x', '•', '\\timesx', '/']],
  ['/', ['/', '÷', '∕', '⁄', '\\div', '\\slash'], ['\\', '*', ':']],
  ['-', ['-', '−', '–'], ['—', '+']],
  ['<=', ['≤', '⩽', '\\le', '\\leq'], ['<', '\\left']],
  ['+', ['+'], ['*']],
])('%s in every writing', (sign, writings, others) => {
  const pattern = new RegExp(`^${patternOfSign(sign)}$`);
  for (const writing of writings) expect(writing).toMatch(pattern);
  for (const other of others) expect(other).not.toMatch(pattern);
});

test('what has an ASCII form is no ASCII itself', () => {
  for (const [character, ascii] of ASCII) {
    expect(character.codePointAt(0)).toBeGreaterThan(127);
    expect(ascii).toMatch(/^[\x20-\x7e]{1,2}$/);
  }
});
