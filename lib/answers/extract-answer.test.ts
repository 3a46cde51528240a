import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractAnswer } from './extract-answer.ts';

describe('extractAnswer', () => {
  it.each([
    ['first \\boxed{1}, then \\boxed{2}', '2', false],
    ['The answer is 42.', '42', true],
    ['Hence the final answer is **42**.', '42', true],
    ['**Answer:** 3.5', '3.5', true],
    ['No other value is possible. So, the answer should be 3.', '3', true],
    ['Both ways agree, and the coefficients fit. Hence d = 35/64.', '35/64', true],
    ['Answer: $\\frac{1}{2}$', '\\frac{1}{2}', true],
    ['The answer is 42, because 6 × 7 = 42.', '42', true],
    ['The solution to the puzzle is x = 3', 'x = 3', true],
    ['We add both.\nSo 40 + 2 = 42', '42', true],
    ['All in all:\n\n**42**', '42', true],
    ['Adding up.\n$$42$$', '42', true],
    ['The answer is 1.\nNo wait, the answer is 2.', '2', true],
    ['Adding the three of them gives 18.\n\nTherefore the value of k **is 27**.', '27', true],
    ['It is 10 by 4.\n\nSo it has a perimeter of 28 cm.', '28 cm', true],
    ['Counted twice.\n\n45 matches it is, then.', '45', true],
    ['That checks.\n\nThis leaves $\\frac{3}{8}$ as the rest.', '\\frac{3}{8}', true],
    ['Both fit.\n\nSo the solutions are x = 2 and x = -5.', '2, -5', true],
    ['So the answer isn’t 12; it’s 15 minutes.', '15 minutes', true],
    ['No factor is left.\n\nHence 91 is composite.', 'composite', true],
    ['So it is clear.\n\nTherefore, the remainder when 3^5 is divided by 7 is 5.', '5', true],
    ['So the ratio of cats to dogs is 3:4.', '3:4', true],
    ['Hence the answer is 42 (not 43).', '42', true],
    ['Therefore the solutions are $x=2$ and $x=-5$.', 'x=2, x=-5', true],
    ['Hence:\n\n$$\n\\frac{2}{3}\n$$', '\\frac{2}{3}', true],
    ['B and C are too small.\n\nI would therefore choose option A.', 'A', true],
    ['So the answer is 59. That confirms that the answer is correct.', '59', true],
  ])('%j: %s', (text, answer, inferred) => {
    expect(extractAnswer(text)).toEqual({ answer, inferred });
  });

  it.each([
    '',
    'I could not solve it.',
    `${'We multiply each by 3 and add 4 to it, as before. '.repeat(6)}The sum of these is`,
    'We have worked together for 20 years.\n\nSo let’s raise a glass to the next 20!',
    'Bake for 25 minutes.\n\nLet it cool for 10 minutes before you cut it. Enjoy!',
    'First 3 + 4 = 7. Then 7 · 2 = 14. Then I divide by the number of',
    'Raise your glasses, and let us all be glad that they have met!',
    'Use a loop.\n\n```js\nconst total = 3;\n```\n\nThe function returns early where the list is empty.',
    'That confirms the answer is indeed **correct**.',
    'That was all there is to say about it, and more.',
    '\\boxed{}',
  ])('%j states nothing', (text) => {
    expect(extractAnswer(text)).toBeNull();
  });
});

describe('boxes that belong together', () => {
  it.each([
    ['So $x = \\boxed{3}$ or $x = \\boxed{-8}$.', '3, -8'],
    ['It takes $\\boxed{6}$ pears and $\\boxed{9}$ plums.', '6, 9'],
    ['\\[ \\boxed{1} \\quad\\text{and}\\quad \\boxed{4} \\]', '1, 4'],
    ['$\\boxed{a = 2}$, and also $\\boxed{a = -2}$', 'a = 2, a = -2'],
    ['First \\boxed{12}. Then we halve it, so \\boxed{6}.', '6'],
    ['The sum is \\boxed{5} and so the mean is \\boxed{2.5}.', '2.5'],
    ['\\boxed{7}. Let me check. Yes, \\boxed{7}', '7'],
    ['It is \\boxed{\\frac12}, or \\boxed{0.5}.', '\\frac12'],
  ])('%s: %s', (text, answer) => {
    expect(extractAnswer(text)).toEqual({ answer, inferred: false });
  });
});

describe('a box that is taken back', () => {
  it.each([
    ['\\boxed{30}. Wait, that counts each pair twice, so it is wrong.\n\nSo there are 15 pairs.', '15'],
    [
      '\\boxed{8\\pi}\n\nOh no, 4 is the radius. My answer is not right.\n\nThe area is therefore 16π.',
      '16π',
    ],
  ])('%s', (text, answer) => {
    expect(extractAnswer(text)).toEqual({ answer, inferred: true });
  });

  it('counts where the doubt comes to the same', () => {
    const text = '\\boxed{30}. Hmm, wait, is it? 5 times 6 is 30.\n\nSo there are 30 of them.';
    expect(extractAnswer(text)).toEqual({ answer: '30', inferred: false });
  });

  it('stands where a check behind it comes to other numbers', () => {
    const text = '\\boxed{5}. Wait, let me check that: 2 + 3 = 5.\n\nSo x is 2 and y is 3, which fits.';
    expect(extractAnswer(text)).toEqual({ answer: '5', inferred: false });
  });

  it('gives way to what is then named as the answer', () => {
    const text = '\\boxed{5}. Hmm, wait, one is missing.\n\nSo the answer is 6.';
    expect(extractAnswer(text)).toEqual({ answer: '6', inferred: true });
  });

  it('states nothing where the text then breaks off', () => {
    expect(
      extractAnswer('So \\boxed{9}. But I should not have boxed that, for we still have to add'),
    ).toBeNull();
  });
});

describe('any text', () => {
  const pieces = [
    '\\boxed{',
    '}',
    '$',
    '**',
    ' is ',
    '42',
    ' and ',
    '\n\n',
    'So ',
    '. ',
    '(',
    '[',
    '^{',
    'wait',
    '\\frac',
    '√',
  ];
  const noise = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })), {
    maxLength: 60,
  });

  it('never throws', () => {
    fc.assert(
      fc.property(noise, (parts) => {
        extractAnswer(parts.join(''));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(pieces)('a megabyte of %j takes linear time', (piece) => {
    const startedAt = performance.now();
    extractAnswer(`So ${piece.repeat(1_000_000 / piece.length)} is ${piece}`);
    // 0.1 s each; a square of the length would be hours.
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
