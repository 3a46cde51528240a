import { afterAll, describe, expect, test } from 'vitest';
import { TokenCounterError } from './counter.ts';
import { createInlineQwenCounter } from './inline-qwen-counter.ts';
import { createCounter } from './worker-counter.ts';

// Counted once with the reference tokenizer of the Qwen family (it treats tags as plain text, but not its own markers).
const known: readonly [text: string, count: number][] = [
  ['', 0],
  ['Hello, my dog is cute', 6],
  ['<Plan_1>\n', 5],
  ['12345', 5],
  ['<think>hi</think>', 3],
  ['x'.repeat(5000), 625],
];

describe('Qwen counter', { timeout: 60_000 }, () => {
  const counter = createCounter('qwen3');
  afterAll(() => counter.close());

  test.each(known)('counts %j in the worker', async (text, count) => {
    expect(await counter.count(text)).toBe(count);
  });

  test('the inline counter counts the same', async () => {
    const inline = createInlineQwenCounter();
    const texts = [...known.map(([text]) => text), 'naïve ∑_{k=1}^n k² 汉字 🧮\n\n\\frac{1}{2}'];
    const counts = await Promise.all(texts.map((text) => inline.count(text)));
    expect(counts).toEqual(await Promise.all(texts.map((text) => counter.count(text))));
    expect(inline.name).toBe(counter.name);
  });

  test('texts asked for at once each get their own count', async () => {
    const texts = Array.from({ length: 50 }, (_, index) => 'a b '.repeat(index + 1));
    const counts = await Promise.all(texts.map((text) => counter.count(text)));
    const inline = createInlineQwenCounter();
    expect(counts).toEqual(await Promise.all(texts.map((text) => inline.count(text))));
  });

  test('closing rejects what is pending and what comes after, with a typed error', async () => {
    const closing = createCounter('qwen3');
    const pending = closing.count('never counted');
    const outcome = expect(pending).rejects.toMatchObject({ type: 'closed' });
    await closing.close();
    await outcome;
    await expect(closing.count('more')).rejects.toBeInstanceOf(TokenCounterError);
  });
});
