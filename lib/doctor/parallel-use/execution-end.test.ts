import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endsAlike, executionEnd } from './execution-end.ts';

const answerOf = (text: string) => executionEnd(text)?.answer ?? null;

describe('executionEnd', () => {
  it.each([
    ['Half of 90 is \\boxed{45}, since 45 + 45 = 90.', '45'],
    ['2 * (17 + 23) = 2 * 40 = 80, so the fence is 80.', '80'],
    ['So the slope is −3/4. That is plausible.', '−3/4'],
    ['The area is 12π, by method 2.', '12π'],
    ['So it is 6 * 9 = 54 cm².', '54'],
    ['Therefore it sets in the east.', null],
    ['', null],
  ])('%j ends with %j', (text, answer) => {
    expect(answerOf(text)).toBe(answer);
  });

  it('looks at the end alone', () => {
    expect(answerOf(`It is 45.\n${'A sentence of words goes by here.\n'.repeat(40)}`)).toBeNull();
  });

  it('never throws, and its offsets lie in the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const end = executionEnd(`${text} = 4`);
        if (!end) return;
        expect(end.start).toBeGreaterThanOrEqual(0);
        expect(end.end).toBeLessThanOrEqual(text.length + 4);
      }),
    );
  });
});

describe('endsAlike', () => {
  it('compares values, not notation, and leaves open what ends in words', () => {
    const half = executionEnd('So 1/2.');
    expect(endsAlike(half, executionEnd('That is \\boxed{\\frac{1}{2}}'))).toBe('equal');
    expect(endsAlike(half, executionEnd('That is 0.25.'))).toBe('different');
    expect(endsAlike(half, executionEnd('It cannot be told.'))).toBe('undecided');
  });

  it('leaves what is too long to be judged undecided, unless it is the same to the letter', () => {
    const list = (first: number) =>
      executionEnd(`\\boxed{${Array.from({ length: 60 }, (_, at) => first + at).join(', ')}}`);
    expect(endsAlike(list(1), list(1))).toBe('equal');
    expect(endsAlike(list(1), list(2))).toBe('undecided');
  });
});
