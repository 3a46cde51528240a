import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statementsOf } from './quantities.ts';

const keys = (text: string) => statementsOf(text).map(({ sides }) => sides.map(({ key }) => key).join(' = '));

describe('statementsOf', () => {
  it.each([
    ['roots', 'so √2 - 1', '$\\sqrt{2}-1$'],
    ['roots of sums', 'sqrt(a + b)', '\\sqrt{a+b}'],
    ['fractions', 'it is 3/16', '\\dfrac{3}{16}'],
    ['fractions of sums', '(1 + √5)/2', '\\frac{1+\\sqrt{5}}{2}'],
    ['digits in a fraction', '1/2', '\\frac12'],
    ['thousands', '26,000', '26{,}000'],
    ['products', '2 × 3', '2 \\cdot 3'],
    ['products with names', '2*x', '2x'],
    ['powers', '6r² − 4r', '$6r^{2}-4r$'],
    ['zeros', '3.60', '3.6'],
    ['products over something', '3√3/4', '\\frac{3\\sqrt{3}}{4}'],
    ['indices', 'x₅₃₁', 'x_{531}'],
    ['degrees', '29°', '$29^\\circ$'],
    ['degrees in braces', '29 degrees', '29^{\\circ}'],
    ['vectors', '(3, 2, 6)', '\\begin{pmatrix} 3 \\\\ 2 \\\\ 6 \\end{pmatrix}'],
    ['rows', '⟨3, -2⟩', '\\begin{bmatrix} 3 & -2 \\end{bmatrix}'],
  ])('writes %s in one notation', (_, one, other) => {
    expect(keys(one)).toEqual(keys(other));
    expect(keys(one)).toHaveLength(1);
  });

  it('tells sides of an equation from words and from each other', () => {
    expect(keys('We get 40*19 is 760, so x = 2 + 3 = 5. Then y ≈ 1.5')).toEqual([
      '40*19',
      '760',
      'x = 2+3 = 5',
      'y = 1.5',
    ]);
  });

  it('takes no bullet for a minus, no list’s number for a value, no apostrophe’s letter for a name', () => {
    expect(keys('- 5 apples\n2. pears\nThat’s all')).toEqual(['5']);
  });

  it('weighs by what is unlikely to stand in two texts by chance', () => {
    const weight = (text: string) => statementsOf(text)[0]?.sides[0]?.weight;
    expect([weight('5'), weight('100'), weight('45'), weight('375'), weight('22.21')]).toEqual([
      1, 1, 2, 3, 4,
    ]);
  });

  it('names ranges of the text, whatever it holds', () => {
    const marks = fc.constantFrom(
      ...String.raw`a1 ()[]{}*/+-=.,\^$|?~×−÷√²_&%`,
      '\n',
      '\\frac{',
      '\\sqrt',
      '**',
      '数',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        for (const { sides } of statementsOf(text))
          for (const { start, end, parts: inner } of sides) {
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(text.length);
            for (const part of inner) expect(part.start).toBeGreaterThanOrEqual(start);
          }
      }),
    );
  });
});
