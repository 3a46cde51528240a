import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxedAnswers } from './boxed-answers.ts';

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
