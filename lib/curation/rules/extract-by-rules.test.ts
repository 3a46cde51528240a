import { describe, expect, it } from 'vitest';
import { segment } from '../segment.ts';
import { coverage } from '../source-text.ts';
import { extractByRules } from './extract-by-rules.ts';
import { beginnings, stepWith, takeApart } from './testing/take-apart.ts';
import { CASES, TILES } from './testing/traces.ts';

describe('where a step begins', () => {
  it('takes a trace apart where a person would', () => {
    expect(beginnings(TILES)).toEqual([
      'Okay, so I',
      'First, let me',
      'Now, divide the',
      'Wait, let me',
      'Alternatively, I can',
      'So, both methods',
    ]);
  });

  it('puts parts into steps of their own', () => {
    expect(beginnings(CASES).slice(-3)).toEqual(['Case 1: x', 'Case 2: x', 'Putting it together,']);
  });

  it('ends what the problem says where the first thing is done, also within a paragraph', () => {
    const [setup] = takeApart(
      'I need to find the sum. The numbers are 4 and 9. First, let me add the tens of both. 40 + 90 = 130. 130 is large. It is the sum of the tens. Nothing else is needed.',
    );
    expect(setup?.plan).toBe('I need to find the sum. The numbers are 4 and 9.');
  });

  it('makes no step of the first sentence of a long trace', () => {
    const opening =
      'Okay, I need to add up the rows. First, I think of what a row is. It has seats. Each seat is one.';
    const rows = Array.from(
      { length: 9 },
      (_, row) =>
        `Now, let me count row ${row + 1}. It has ${row + 4} seats on the left. It has ${row + 5} on the right. So ${row + 4} + ${row + 5} = ${2 * row + 9}.`,
    );
    expect(stepWith([opening, ...rows].join('\n\n'), 'what a row is').number).toBe(1);
  });

  it('opens none with a move within a reckoning', () => {
    const text = `I need to divide the polynomial by x - 2. Its coefficients are 1, 3, -4 and -12.

Now, let me use synthetic division with 2. It takes four rounds. The first number comes down.

Multiply by 2: 1 * 2 = 2.

Add to the next one: 3 + 2 = 5.

Multiply by 2: 5 * 2 = 10.

Add to the next one: -4 + 10 = 6.

Multiply by 2: 6 * 2 = 12.

Add to the next one: -12 + 12 = 0.

So the remainder is 0.`;
    expect(beginnings(text)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:Add|Multiply)/)]),
    );
  });

  it('does not cut a left side from what it equals', () => {
    const text = `I need to find the value of S for the given a, b and c. They are halves and thirds.

First, let me write S as it is given. It has three terms. Each of them is a product. So S = 4a + 6b - 3c.

Substitute the values:

= 4 * (1/2) + 6 * (1/3) - 3 * (1/3)

= 2 + 2 - 1

= 3

So S is 3.`;
    expect(beginnings(text)).not.toContain('Substitute the values:');
  });

  it('keeps formulas, items and judgements with what introduces them', () => {
    const text = `I need the total.

Now, the three amounts are these:

- 12 for the first

- 15 for the second

- 20 for the third

Adding them:

12 + 15 + 20 = 47

That makes sense.`;
    expect(beginnings(text)).toEqual(['I need the', 'Now, the three']);
  });

  it('opens a check with the doubt that leads to it', () => {
    const text = TILES.replace('Wait, let me', 'Wait, is that so? Let me');
    expect(stepWith(text, 'double-check the division').plan).toBe(
      'Wait, is that so? Let me double-check the division.',
    );
  });

  it('makes one check of one that announces itself twice', () => {
    const text = TILES.replace('Wait, let me', 'Wait, let me check once more. Let me');
    expect(stepWith(text, 'double-check the division').plan).toContain('check once more');
  });

  it('goes on after the announcement of a check, though a paragraph ends there', () => {
    const text = TILES.replace(
      'Wait, let me double-check the division. 345',
      'Wait, let me check this. It took no time. I want no mistake. Let me verify it step by step.\n\nFirst, 345',
    );
    expect(stepWith(text, 'step by step').execution).toContain('345 * 400');
  });

  it('does not end a step with the announcement of the next', () => {
    const text = TILES.replace('So 345 tiles are needed.', 'So 345 tiles. But let me check that once more.');
    for (const { plan, execution, comment } of takeApart(text))
      expect(`${plan} ${execution} ${comment}`.trim()).not.toMatch(/let me [^.]*\.$/i);
  });

  it('cuts a long text without any marker at paragraphs', () => {
    const paragraph = 'El tren sale a las ocho y llega a las diez. El viaje es largo. La gente duerme. ';
    const text = Array.from({ length: 12 }, () => paragraph.repeat(2).trim()).join('\n\n');
    const steps = takeApart(text);
    expect(steps.length).toBeGreaterThan(2);
    for (const { plan, execution, comment } of steps)
      expect(`${plan} ${execution} ${comment}`.trim()).toMatch(/^El tren .*duerme\.$/);
  });

  it('keeps a block of code whole, as work', () => {
    const code = '```\ndef f(x):\n\n    return x + 1\n```';
    const step = stepWith(
      `I need a function.\n\nNow, let me write it:\n\n${code}\n\nIt adds one. It is short.`,
      'def f',
    );
    expect(step.plan).toBe('Now, let me write it:');
    expect(step.execution).toContain('return x + 1 ```');
  });

  it('makes one step of a line, and none of nothing', () => {
    expect(takeApart('42')).toHaveLength(1);
    expect(takeApart('')).toEqual([]);
    expect(takeApart(' \n ')).toEqual([]);
  });
});

describe('plan, execution, comment', () => {
  it('plans until the work begins and comments after it', () => {
    const check = stepWith(TILES, 'double-check');
    expect(check.plan).toBe('Wait, let me double-check the division.');
    expect(check.execution).toBe('345 * 400 = 345 * 4 * 100. 345 * 4 = 1380. So 1380 * 100 = 138000.');
    expect(check.comment).toBe("Yes, that's correct.");
  });

  it('takes all that the problem gives for plan', () => {
    const [setup] = takeApart(TILES);
    expect(setup).toMatchObject({ execution: '', prompt: '' });
  });

  it('gives an answer that is only restated to nobody', () => {
    expect(stepWith(TILES, '\\boxed')).toMatchObject({ execution: '', prompt: '' });
  });

  it('works on in a conclusion that reckons', () => {
    expect(stepWith(CASES, 'Putting it together').execution).toContain('1 + 0 = 1');
  });
});

describe('the lines of all steps', () => {
  it('covers every line once, in order', () => {
    for (const text of [TILES, CASES]) {
      const source = segment(text);
      const steps = extractByRules(source);
      expect(coverage(source, steps)).toEqual({ lost: [], twice: [] });
      const ranges = steps.flatMap(({ plan, execution, comment }) => [...plan, ...execution, ...comment]);
      expect(ranges.map(({ first }) => first)).toEqual(
        ranges.map(({ first }) => first).sort((a, b) => a - b),
      );
    }
  });
});
