import { segmentStarts } from '#lib/tokens/prefix-counts.ts';

/** Tokens of a text. */
export type CountTokens = (text: string) => number;

/**
 * The same counts, each passage counted once: the plan up to each of its prompts, the pieces and the whole sample have
 * most of their text in common. Segments are those that any tokenizer of ours counts apart (lib/tokens/prefix-counts.ts).
 */
export function segmentCounter(countTokens: CountTokens): CountTokens {
  const known = new Map<string, number>();
  const count = (segment: string): number => {
    const before = known.get(segment);
    if (before !== undefined) return before;
    const tokens = segment === '' ? 0 : countTokens(segment);
    known.set(segment, tokens);
    return tokens;
  };
  return (text) => {
    const starts = segmentStarts(text);
    return starts.reduce((sum, start, index) => sum + count(text.slice(start, starts[index + 1])), 0);
  };
}
