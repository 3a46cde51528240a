import { describe, expect, test } from 'vitest';
import { plainAnswer, plainHead, plainMath, plainTail } from './plain-math.ts';

describe('LaTeX to plain text', () => {
  test.each([
    ['$x^2 + 3x$', 'x² + 3x'],
    ['It costs $5 and $10, so $x$ is \\$15.', 'It costs $5 and $10, so x is $15.'],
    ['a formula that was cut: $x + ', 'a formula that was cut: x +'],
    ['\\gcd(\\nu, 2) \\leqslant \\zeta', 'gcd(ν, 2) ≤ ζ'],
    ['\\(\\frac{1}{2} \\times 3\\)', '1/2 × 3'],
    ['\\frac{a+b}{2}', '(a+b)/2'],
    ['1\\frac{4}{5}', '1 4/5'],
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
    ['\\tan 53^\\circ', 'tan 53°'],
    ['re^{i \\theta}', 're^(iθ)'],
    ['2^{10-k} and 2^{10}', '2^(10-k) and 2¹⁰'],
    ['\\|a\\| = 2', '‖a‖ = 2'],
    ['\\lfloor(-\\frac58)^x\\rfloor', '⌊(-5/8)^x⌋'],
    ['\\sqrt{\\sqrt[3]{\\sqrt{\\frac{1}{729}}}}', '√(∛(√(1/729)))'],
    ['\\begin{pmatrix} 3 \\\\ 2 \\\\ 6 \\end{pmatrix}', '(3, 2, 6)'],
    ['1011_2 and x_{12}, after execution_2.1', '1011₂ and x₁₂, after execution_2.1'],
    ['\\overline{AB} \\parallel \\vec{v}', 'AB ∥ v'],
    ['0.\\overline{3}', '0.\\overline{3}'],
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

test.each([
  ['-2', '−2'],
  ['(-2, -\\frac{1}{2})', '(−2, −1/2)'],
  ['x = -7', 'x = −7'],
  ['n-3', 'n−3'],
  ['twenty-one', 'twenty-one'],
  ['2020-01-05', '2020-01-05'],
  ['COVID-19', 'COVID-19'],
])('an answer as plain text: %s', (answer, plain) => {
  expect(plainAnswer(answer)).toBe(plain);
});
