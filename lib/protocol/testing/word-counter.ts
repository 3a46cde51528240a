import type { TokenCounter } from '#lib/tokens/counter.ts';

/** Counts words and punctuation marks: quick, and easy to check by eye. */
export const wordCounter: TokenCounter = {
  name: 'words',
  count: async (text) => text.match(/\w+|[^\w\s]/g)?.length ?? 0,
};
