/**
 * Caches counts by text, least recently used first out; it stores promises, so that two requests for a text send it
 * once.
 */
export interface CountCache {
  get(text: string, count: (text: string) => Promise<number>): Promise<number>;
  /** UTF-16 units in the cache. */
  readonly size: number;
}

/** Growing texts fill a cache fast: a 10,000-character piece counted at every prompt is a new text each time. */
const DEFAULT_CAPACITY = 2_000_000;

/** @param capacity most UTF-16 units of text to hold. It does not cache a failed count. */
export function createCountCache(capacity = DEFAULT_CAPACITY): CountCache {
  const entries = new Map<string, Promise<number>>();
  let size = 0;

  function drop(text: string, held?: Promise<number>) {
    if (held && entries.get(text) !== held) return;
    if (entries.delete(text)) size -= text.length;
  }

  return {
    get size() {
      return size;
    },
    get(text, count) {
      const known = entries.get(text);
      if (known) {
        entries.delete(text);
        entries.set(text, known);
        return known;
      }
      const counted = count(text);
      if (text.length > capacity) return counted;
      entries.set(text, counted);
      size += text.length;
      counted.catch(() => drop(text, counted));
      for (const oldest of entries.keys()) {
        if (size <= capacity) break;
        drop(oldest);
      }
      return counted;
    },
  };
}
