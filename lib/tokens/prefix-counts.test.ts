import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createInlineQwenCounter } from './inline-qwen-counter.ts';
import { createPrefixCounter, createPrefixCounterNow, segmentStarts } from './prefix-counts.ts';
import { syncCount } from './sync-counter.ts';

const qwen = createInlineQwenCounter();
const seed = 20_261_123;

/**
 * Text across which tokenizers join: digits, contractions, punctuation with line breaks, runs of white space, marks.
 */
const fragment = fc.constantFrom(
  'so the answer is',
  ' x',
  ' 3.14',
  '12345',
  "don't we'll",
  '.\n\n',
  ')\n',
  '\n',
  '\r\n',
  '   ',
  ' \t ',
  '\u00a0',
  '\u2003',
  'é e\u0301',
  '汉字',
  ' 🧮',
  '$x^2$ \\frac{1}{2}',
  '<prompt_1.2> ',
  ' </prompt_1.2>',
  '/',
  '-----',
  '=  ',
);
const text = fc.array(fragment, { maxLength: 60 }).map((fragments) => fragments.join(''));

describe('prefix counts', () => {
  test(`each is the count of the prefix by itself (Qwen, seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(600), { maxLength: 4 }), async (whole, offsets) => {
        const ends = [...offsets.map((offset) => Math.min(offset, whole.length)), whole.length].sort(
          (a, b) => a - b,
        );
        const exact = await Promise.all(ends.map((end) => qwen.count(whole.slice(0, end))));
        expect(await createPrefixCounter(qwen).counts(whole, ends)).toEqual(exact);
      }),
      { numRuns: 300, seed },
    );
    // Loading the tokenizer alone can take seconds on a busy machine.
  }, 60_000);

  test('on the calling thread they are the same, and so is the count of the whole', () => {
    const count = syncCount('qwen3');
    fc.assert(
      fc.property(text, fc.array(fc.nat(600), { maxLength: 4 }), (whole, offsets) => {
        const ends = offsets.map((offset) => Math.min(offset, whole.length)).sort((a, b) => a - b);
        const prefixes = createPrefixCounterNow(count);
        expect(prefixes.counts(whole, ends)).toEqual(ends.map((end) => count(whole.slice(0, end))));
        expect(prefixes.count(whole)).toBe(count(whole));
      }),
      { numRuns: 300, seed },
    );
  }, 60_000);

  test('segments are short in text, and cover it', () => {
    const prose = 'Adding the first two gives seven, and so the third must be even. '.repeat(400);
    const starts = segmentStarts(prose);
    expect(starts.length).toBeGreaterThan(10);
    expect(
      Math.max(...starts.map((start, index) => (starts[index + 1] ?? prose.length) - start)),
    ).toBeLessThan(2_500);
    for (const start of starts.slice(1)) expect(prose[start]).toBe(' ');
  });

  test('a hundred prefixes cost little more than the whole', async () => {
    let asked = 0;
    const counter = createPrefixCounter({
      name: 'units',
      count: async (some) => {
        asked += some.length;
        return some.length;
      },
    });
    const prose = Array.from({ length: 20_000 }, (_, index) => `word${(index * 7919) % 1009}`).join(' ');
    const ends = Array.from({ length: 100 }, (_, index) => Math.floor(((index + 1) * prose.length) / 100));
    expect(await counter.counts(prose, ends)).toEqual(ends);
    // Counted one by one, they would add up to fifty times the text.
    expect(asked).toBeLessThan(prose.length * 2);
  });

  test('text without any place to cut is cut all the same, inside no character', () => {
    const starts = segmentStarts('🧮'.repeat(20_000));
    expect(starts.length).toBeGreaterThan(8);
    for (const start of starts) expect(start % 2).toBe(0);
  });
});
