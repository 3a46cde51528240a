import { createRequire } from 'node:module';
import type { Count } from './counter.ts';
import { inParts, LONGEST_WORD } from './in-parts.ts';

interface O200kLibrary {
  countTokens(text: string, options: { disallowedSpecial: ReadonlySet<string> }): number;
  clearMergeCache(): void;
}

/** Every word of the tokenizer lies in one run, apart from a character before or after it. */
const RUNS = /[\p{L}\p{M}]+|[^\s\p{L}\p{M}\p{N}]+|\s+|\p{N}+/gu;
const MOST_CHARACTERS_KEPT = 16e6;
/** Special tokens are text like any other: a trace's text is data, and by default the library would refuse it. */
const asText = { disallowedSpecial: new Set<string>() };

/**
 * The library caches words itself, up to 100,000, and each may be a view of the text it was cut from, which then stays
 * in memory: so we clear its cache from time to time.
 */
export function createO200kCount(modulePath: string): Count {
  const { countTokens, clearMergeCache }: O200kLibrary = createRequire(modulePath)(modulePath);
  let charactersKept = 0;
  const whole: Count = (text) => {
    charactersKept += text.length;
    if (charactersKept > MOST_CHARACTERS_KEPT) {
      clearMergeCache();
      charactersKept = text.length;
    }
    return countTokens(text, asText);
  };
  return (text) => {
    if (text.length <= LONGEST_WORD) return whole(text);
    let sum = 0;
    let from = 0;
    for (const { 0: run, index } of text.matchAll(RUNS)) {
      if (run.length <= LONGEST_WORD) continue;
      sum += whole(text.slice(from, index)) + inParts(run, whole);
      from = index + run.length;
    }
    return sum + whole(text.slice(from));
  };
}
