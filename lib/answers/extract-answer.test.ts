import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
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
    ['So the result should be 19, I believe.', '19', true],
    ['So p = 4, q = -7 and r = 2.', 'p = 4, q = -7, r = 2', true],
    ['We then have p = 4, q = -7 and r = 2.', 'p = 4, q = -7, r = 2', true],
    ['Hence it is 3√6 (about 7.35).', '3√6', true],
    ['So y must lie in the interval (0, 8].', '(0, 8]', true],
    ['So the solution is (-∞, 1) ∪ [6, ∞).', '(-∞, 1) ∪ [6, ∞)', true],
    ['Hence the answer is 2 < y < 11.', '2 < y < 11', true],
    ['So the answer is no, for 51 is 3 times 17.', 'no', true],
    ['I’d go with 88.', '88', true],
    ['He buys 6 and then 7 of them.\n#### 13', '13', true],
    ['Answer - 77', '77', true],
    ['=> 77', '77', true],
    ['All in all there are 60 of them, out of a total of 90.', '60', true],
    ['So the trip takes nine hours.', 'nine', true],
    ['From k² = 49, k² − 49 = 0, so k = 7 or k = -7. Since k is positive, k = 7.', '7', true],
    ['That is 4 + 9 = 13 pears. I am sure that 13 is correct.', '13', true],
    ['The lost number is _58_.', '58', true],
    ['So w = 4 - 3i.', 'w = 4 - 3i', true],
    ['So this comes to 7a^2b.', '7a^2b', true],
    ['It covers 300 km in 4 hours, so the speed is 75 km/h.', '75 km/h', true],
    ['What it prints is `[2, 4]`.', '[2, 4]', true],
    ['<think>7 times 8 is 56.</think>\n<answer>7 * 8 - 6</answer>', '7 * 8 - 6', true],
    ['That fits. I think it’s B then.\n</think>', 'B', true],
    ['So the correct option should be D: it doubles.\n</think>', 'D', true],
    ['Hence the right choice is:\n\n**C) 40 Hz**', '(C) 40 Hz', true],
    ['Hence Option B is the most important step.', 'B', true],
    ['A and B contradict the second law. So D is the right one.', 'D', true],
    ['The closest one to this is A (0.7 mol).', 'A', true],
    ['The answer is likely C. 12.', 'C', true],
    ['So the number of ways is C(8,3) = 56, giving 56.', '56', true],
    ['So it’s B (12 V).', 'B', true],
    ['```json\n{"answer": "3/8"}\n```', '3/8', true],
    ['It follows that n is 7, as required. QED', '7', true],
    ['The sum of the digits is 9. Done.', '9', true],
    ['In conclusion, the train arrives at 4:35 PM.', '4:35 PM', true],
    ['Putting it together yields 9/20.', '9/20', true],
    ['Hence the ratio of cats to dogs is 3 : 2.', '3 : 2', true],
    ['Therefore the garden is 3 by 4.', '3 by 4', true],
    ['Therefore the probability is $\\frac{4}{9} \\approx 0.444$.', '\\frac{4}{9}', true],
    ['answer = 2/3 (two thirds)', '2/3', true],
    ['Both cases fail. There is no solution.', 'no solution', true],
    ['所以答案是 42。', '42', true],
  ])('%j: %s', (text, answer, inferred) => {
    expect(extractAnswer(text)).toEqual({ answer, inferred });
  });

  it.each([
    '',
    'I could not solve it.',
    'Thus $\\boxed{}$',
    'Thus the answer is \\boxed{',
    `${'We multiply each by 3 and add 4 to it, as before. '.repeat(6)}The sum of these is`,
    'We have worked together for 20 years.\n\nSo let’s raise a glass to the next 20!',
    'Bake for 25 minutes.\n\nLet it cool for 10 minutes before you cut it. Enjoy!',
    'First 3 + 4 = 7. Then 7 · 2 = 14. Then I divide by the number of',
    'Raise your glasses, and let us all be glad that they have met!',
    'Use a loop.\n\n```js\nconst total = 3;\n```\n\nThe function returns early where the list is empty.',
    'That confirms the answer is indeed **correct**.',
    'That was all there is to say about it, and more.',
    '\\boxed{}',
    'Alternatively, we could take 4 squares and see whether it works.',
    'Wait, maybe I should try k = 15.',
    'Let me think about whether 15 is possible.',
    'So \\boxed{6}. Wait, that can’t be right, since 6 is even. Let me count again. The odd ones are',
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
      { numRuns: propertyRuns() },
    );
  });

  it.each(pieces)('a megabyte of %j takes linear time', (piece) => {
    // 0.1 s each; quadratic time would take hours.
    extractAnswer(`So ${piece.repeat(1_000_000 / piece.length)} is ${piece}`);
  });
});
