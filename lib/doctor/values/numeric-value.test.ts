import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numericValue } from './numeric-value.ts';

describe('the value of an expression', () => {
  it.each<[string, number | null]>([
    ['12', 12],
    ['-3/4', -0.75],
    ['10(25/36)(1/216)', 250 / 7776],
    ['3√3/4', (3 * Math.sqrt(3)) / 4],
    ['13π', 13 * Math.PI],
    ['2^5-5!', -88],
    ['26°', 26],
    ['x', null],
    ['3*', null],
    ['(2', null],
    ['1/0', null],
    ['', null],
  ])('%s', (key, value) => {
    if (value === null) expect(numericValue(key)).toBeNull();
    else expect(numericValue(key)).toBeCloseTo(value, 10);
  });

  it('is that of sums and products as JavaScript reckons them', () => {
    const number = fc.integer({ min: 1, max: 99 });
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        expect(numericValue(`${a}+${b}*${c}`)).toBe(a + b * c);
        expect(numericValue(`(${a}-${b})/${c}`)).toBe((a - b) / c);
        expect(numericValue(`${a}(${b}+${c})`)).toBe(a * (b + c));
      }),
    );
  });

  it('never throws, and is a number or nothing', () => {
    const key = fc.array(fc.constantFrom(...'0123456789.+-*/^()!√πx_°')).map((signs) => signs.join(''));
    fc.assert(
      fc.property(key, (written) => {
        const value = numericValue(written);
        expect(value === null || Number.isFinite(value)).toBe(true);
      }),
    );
  });
});
