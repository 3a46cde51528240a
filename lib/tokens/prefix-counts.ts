import type { TokenCounter } from './counter.ts';

/**
 * About one place in so many is used: segments of some 600 characters. Asking a worker for one costs as much as counting
 * as much text, so shorter ones would not pay.
 */
const SHARE = 128;
/** After so many characters the next place is used, whatever stands around it. */
const LONG = 2_048;
/** Without any place for so long the text is cut anyway; real text has none, and the count may be one token off there. */
const LONGEST = 4_096;

const isBlank = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code > 0x1fff;
const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);

/**
 * Whether every tokenizer here begins a new token at `at`, whatever stands around: at a space after anything visible, and
 * at a letter or digit after a line break. Their patterns look at no text before a token, and none runs across these.
 */
function isBoundary(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  const code = text.charCodeAt(at);
  return code === 32 ? !isBlank(before) : before === 10 && isWord(code);
}

/**
 * Offsets that cut a text into segments whose counts add up. Chosen by the characters around them, not by position: two
 * texts that share a passage (a plan with and without its tags) share its segments.
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
 * Counts many prefixes of a text in the time of one: segments are counted once, each prefix adds the part of a segment
 * at its end. What texts have in common is counted once too, for as long as the counter is kept.
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

/** `PrefixCounter` on the calling thread, for a counter that answers at once. Keeps what it counted. */
export interface PrefixCounterNow {
  counts(text: string, ends: readonly number[]): number[];
  /** Of a whole text. */
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
