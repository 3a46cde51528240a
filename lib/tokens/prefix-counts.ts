import type { TokenCounter } from './counter.ts';

/**
 * We use about one place in this many: segments of about 600 characters. A request to a worker costs as much as
 * counting that much text, so shorter ones would not pay.
 */
const SHARE = 128;
/** After this many characters we use the next place, whatever is around it. */
const LONG = 2_048;
/**
 * If there is no place for this long, we cut the text anyway; real text has no such passage, and the count may be one
 * token off there.
 */
const LONGEST = 4_096;

const isBlank = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code > 0x1fff;
const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);

/**
 * Whether every tokenizer here begins a new token at `at`, whatever is around it: at a space after anything visible,
 * and at a letter or digit after a line break. Their patterns do not look at text before a token, and no token runs
 * across these places.
 */
function isBoundary(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const code = text.charCodeAt(at);
  return code === 32 ? !isBlank(before) : before === 10 && isWord(code);
}

/**
 * Offsets that cut a text into segments whose counts add up. We choose them by the characters around them, not by
 * position: two texts that share a passage (a plan with and without its tags) share its segments.
 */
export function segmentStarts(text: string): number[] {
  const starts = [0];
  let last = 0;
  for (let at = 1; at < text.length - 1; at++) {
    if (isBoundary(text, at)) {
      const mixed = text.charCodeAt(at - 1) * 31 + text.charCodeAt(at + 1) * 17 + text.charCodeAt(at + 2) * 7;
      if (mixed % SHARE !== 0 && at - last < LONG) continue;
    } else if (at - last < LONGEST || isLowSurrogate(text.charCodeAt(at))) continue;
    starts.push(at);
    last = at;
  }
  return starts;
}

const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

export interface PrefixCounter {
  /** Tokens of `text` up to each of `ends` (ascending offsets). */
  counts(text: string, ends: readonly number[]): Promise<number[]>;
}

/**
 * Counts many prefixes of a text in the time of one: counts each segment once, and for each prefix adds the part of a
 * segment at its end. It also counts text that several texts share only once, for as long as the counter exists.
 */
export function createPrefixCounter(counter: TokenCounter): PrefixCounter {
  const known = new Map<string, Promise<number>>();

  function count(segment: string): Promise<number> {
    if (segment === '') return Promise.resolve(0);
    const before = known.get(segment);
    if (before) return before;
    const counted = counter.count(segment);
    known.set(segment, counted);
    return counted;
  }

  return {
    async counts(text, ends) {
      const starts = segmentStarts(text);
      const segments = await Promise.all(
        starts.map((start, index) => count(text.slice(start, starts[index + 1]))),
      );
      let position = 0;
      let before = 0;
      const totals: Promise<number>[] = [];
      for (const end of ends) {
        // Up to the last segment that ends at `end` or before it.
        while (position + 1 < starts.length && (starts[position + 1] ?? 0) <= end)
          before += segments[position++] ?? 0;
        const whole = before;
        totals.push(count(text.slice(starts[position], end)).then((rest) => whole + rest));
      }
      return Promise.all(totals);
    },
  };
}

/** `PrefixCounter` on the calling thread, for a counter that answers at once. Caches its counts. */
export interface PrefixCounterNow {
  counts(text: string, ends: readonly number[]): number[];
  /** Counts a whole text. */
  count(text: string): number;
}

export function createPrefixCounterNow(countTokens: (text: string) => number): PrefixCounterNow {
  const known = new Map<string, number>();

  function count(segment: string): number {
    const before = known.get(segment);
    if (before !== undefined) return before;
    const tokens = segment === '' ? 0 : countTokens(segment);
    known.set(segment, tokens);
    return tokens;
  }

  function counts(text: string, ends: readonly number[]): number[] {
    const starts = segmentStarts(text);
    let position = 0;
    let whole = 0;
    return ends.map((end) => {
      for (; position + 1 < starts.length && (starts[position + 1] ?? 0) <= end; position++)
        whole += count(text.slice(starts[position], starts[position + 1]));
      return whole + count(text.slice(starts[position], end));
    });
  }

  return { counts, count: (text) => counts(text, [text.length])[0] ?? 0 };
}
