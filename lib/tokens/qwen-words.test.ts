import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { propertyRuns } from '#lib/base/testing/property-runs.ts';
import { createInlineQwenCounter } from './inline-qwen-counter.ts';
import { syncCount } from './sync-counter.ts';
import { createCounter } from './worker-counter.ts';

/**
 * Text that the steps before the merge treat differently: special tokens, contractions, spaces, combining marks,
 * halves.
 */
const piece = fc.oneof(
  fc.constantFrom(
    ...['<think>', '</think>', '<|im_end|>', '<|im_', '<tool_call>', '<think', '<prompt_1.2>', "'ll", "'LL"],
    ...[
      "'ſ",
      'K',
      ' ',
      '  ',
      '\n',
      '\r\n',
      '\t',
      '\u00a0',
      '\u2028',
      'e\u0301',
      '\u0301',
      'Å',
      'ﬁ',
      '가',
      '\u1100',
    ],
    ...[
      '12345',
      '½',
      '٣',
      '_',
      '\\frac{1}{2}',
      '$x^2$',
      '中文',
      '🧮',
      '👩‍👩‍👧',
      '\ud83e',
      '\uddee',
      '\0',
      'the',
      ' word',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
);

// Loading a vocabulary and 1,800 texts counted twice: 2 s, on a busy machine ten times that.
describe('counting word by word', { timeout: 60_000 }, () => {
  const counter = createCounter('qwen3');
  const sync = syncCount('qwen3');
  const reference = createInlineQwenCounter();
  afterAll(() => counter.close());

  it('gives what the library gives for any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        const text = pieces.join('');
        const exact = await reference.count(text);
        expect(await counter.count(text)).toBe(exact);
        expect(sync(text)).toBe(exact);
      }),
      { numRuns: propertyRuns() },
    );
  });

  it('gives the same the second time, from memory', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 10 }), async (pieces) => {
        const words = pieces.join(' ');
        // Another text with the same words, since a repeated text never reaches the worker.
        await counter.count(`${words}\n`);
        expect(await counter.count(words)).toBe(await reference.count(words));
      }),
      { numRuns: 300 },
    );
  });

  it('counts a word over 10,000 characters in parts, a token a cut off at most', async () => {
    const text = `a ${'abc'.repeat(7000)} b`;
    const [counted, exact] = await Promise.all([counter.count(text), reference.count(text)]);
    // Not the exact count: that would mean that the worker encodes the text instead of counting by words.
    expect(counted).toBeGreaterThan(exact);
    expect(counted).toBeLessThanOrEqual(exact + 2);
  });
});
