import * as fc from 'fast-check';
import { countTokens } from 'gpt-tokenizer';
import { afterAll, describe, expect, it } from 'vitest';
import { tokenizerNames } from './counter.ts';
import { createCounter } from './worker-counter.ts';

describe('o200k counter', { timeout: 60_000 }, () => {
  const counter = createCounter('o200k');
  afterAll(() => counter.close());

  it.each([
    ['', 0],
    ['hello world', 2],
    ['12345', 2],
    // Text like any other: the counter does not refuse a trace that quotes it.
    ['<|endoftext|>', 7],
    ['x'.repeat(5000), 625],
  ])('counts %j', async (text, count) => {
    expect(await counter.count(text)).toBe(count);
  });

  it('gives what the library gives for any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        const exact = text === '' ? 0 : countTokens(text, { disallowedSpecial: new Set() });
        expect(await counter.count(text)).toBe(exact);
      }),
      { numRuns: 500 },
    );
  });

  it('takes no square of the time for a word without end, and is a token a cut off at most', async () => {
    const word = 'x'.repeat(200_000);
    const counted = await counter.count(`so ${word} and ${'é🧮'.repeat(20)}`);
    expect(counted).toBeGreaterThanOrEqual(25_000);
    expect(counted).toBeLessThanOrEqual(25_000 + 20 + 120);
  });
});

it('every tokenizer counts under the name that the log records', { timeout: 60_000 }, async () => {
  for (const name of tokenizerNames) {
    const counter = createCounter(name);
    expect(counter.name).toBe(name);
    expect(await counter.count('Hello, my dog is cute')).toBe(6);
    await counter.close();
  }
});
