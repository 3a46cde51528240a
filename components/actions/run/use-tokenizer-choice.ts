'use client';

import { useStoredChoice } from '#components/ui/stored-choice.ts';
import { type TokenizerName, tokenizerNames } from '#lib/tokens/counter.ts';

export const defaultTokenizer: TokenizerName = 'qwen3';

/** The tokenizer that this browser sends with every import and every new session. A stored session keeps its own. */
export function useTokenizerChoice(): [TokenizerName, (name: TokenizerName) => void] {
  const [stored, store] = useStoredChoice('tokenizer', defaultTokenizer);
  return [tokenizerNames.find((name) => name === stored) ?? defaultTokenizer, store];
}
