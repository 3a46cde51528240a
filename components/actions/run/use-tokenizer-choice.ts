'use client';

import { useStoredChoice } from '#components/ui/stored-choice.ts';
import { type TokenizerName, tokenizerNames } from '#lib/tokens/counter.ts';

export const defaultTokenizer: TokenizerName = 'qwen3';

/** The tokenizer this browser asks for, sent with every import and every new session. What is stored keeps its own. */
export function useTokenizerChoice(): [TokenizerName, (name: TokenizerName) => void] {
  const [stored, store] = useStoredChoice('tokenizer', defaultTokenizer);
  return [tokenizerNames.find((name) => name === stored) ?? defaultTokenizer, store];
}
