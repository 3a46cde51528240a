import { describe, expect, test } from 'vitest';
import { createCountCache } from './count-cache.ts';

function recording() {
  const asked: string[] = [];
  const count = async (text: string) => {
    asked.push(text);
    return text.length;
  };
  return { asked, count };
}

describe('count cache', () => {
  test('a text asked for twice is counted once, even while the first count is under way', async () => {
    const { asked, count } = recording();
    const cache = createCountCache(100);
    const counts = await Promise.all([cache.get('abc', count), cache.get('abc', count)]);
    expect(counts).toEqual([3, 3]);
    expect(asked).toEqual(['abc']);
  });

  test('the least recently used text leaves first, and never more than the capacity is held', async () => {
    const { asked, count } = recording();
    const cache = createCountCache(9);
    for (const text of ['aaaa', 'bbbb', 'aaaa', 'cccc', 'aaaa', 'bbbb']) {
      await cache.get(text, count);
      expect(cache.size).toBeLessThanOrEqual(9);
    }
    expect(asked).toEqual(['aaaa', 'bbbb', 'cccc', 'bbbb']);
  });

  test('a text over the capacity is counted and not held', async () => {
    const { count } = recording();
    const cache = createCountCache(3);
    expect(await cache.get('abcd', count)).toBe(4);
    expect(cache.size).toBe(0);
  });

  test('a failed count is not remembered', async () => {
    const cache = createCountCache(10);
    await expect(cache.get('abc', () => Promise.reject(new Error('broke')))).rejects.toThrow('broke');
    expect(cache.size).toBe(0);
    expect(await cache.get('abc', async () => 3)).toBe(3);
  });
});
