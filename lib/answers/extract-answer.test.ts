import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxedAnswers, extractAnswer } from './extract-answer.ts';

const answers = (text: string) => boxedAnswers(text).map(({ answer }) => answer);

describe('boxedAnswers', () => {
  it.each([
    ['\\boxed{42}', ['42']],
    ['a \\boxed{1} b \\boxed{2} c', ['1', '2']],
    ['\\boxed{\\frac{243}{625}}', ['\\frac{243}{625}']],
    ['\\boxed{ {1, 2} }', ['{1, 2}']],
    ['\\boxed{\\{1, 2\\}}', ['\\{1, 2\\}']],
    ['\\fbox{yes}', ['yes']],
    ['\\boxed {7}', ['7']],
    ['$\\boxed 7$ and on', ['7']],
    ['\\boxed{\\boxed{5}}', ['5']],
    ['\\boxed{5', []],
    ['\\boxed{5 and \\boxed{6}', ['6']],
    ['\\boxed{5\n\n}', []],
    ['{ \\boxed{5}', ['5']],
    ['\\boxed', []],
    ['boxed{5}', []],
    ['\\\\boxed{5}', []],
  ])('%j holds %j', (text, expected) => {
    expect(answers(text)).toEqual(expected);
  });

  it('gives the offsets of the whole box', () => {
    const text = 'so \\boxed{\\frac{1}{2}}.';
    const [box] = boxedAnswers(text);
    expect(text.slice(box?.start, box?.end)).toBe('\\boxed{\\frac{1}{2}}');
  });

  it('any balanced content comes back', () => {
    const content = fc.letrec<{ all: string; part: string }>((tie) => ({
      part: fc.oneof(
        { maxDepth: 4 },
        fc.stringMatching(/^[a-z0-9+= ]{1,6}$/),
        tie('all').map((inside) => `{${inside}}`),
      ),
      all: fc.array(tie('part'), { maxLength: 3 }).map((parts) => parts.join('')),
    })).all;
    fc.assert(
      fc.property(content, fc.stringMatching(/^[a-z ]{0,9}$/), (inside, around) => {
        expect(answers(`${around}\\boxed{${inside}}${around}`)).toEqual([inside.trim()]);
      }),
    );
  });

  it('a megabyte of unclosed boxes is no trouble', () => {
    expect(boxedAnswers('\\boxed{'.repeat(150_000))).toEqual([]);
    expect(boxedAnswers('\\boxed{1}'.repeat(100_000))).toHaveLength(100_000);
  });
});

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
    ['So the answer is 59. That confirms that the answer is correct.', '59', true],
  ])('%j: %s', (text, answer, inferred) => {
    expect(extractAnswer(text)).toEqual({ answer, inferred });
  });

  it.each([
    '',
    'I could not solve it.',
    'That confirms the answer is indeed **correct**.',
    'That was all there is to say about it, and more.',
    '\\boxed{}',
  ])('%j states nothing', (text) => {
    expect(extractAnswer(text)).toBeNull();
  });
});
