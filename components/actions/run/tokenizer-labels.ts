import type { TokenizerName } from '#lib/tokens/counter.ts';

/** What people call the tokenizers, and what each is good for. */
export const tokenizerLabels: Readonly<Record<TokenizerName, { name: string; explanation: string }>> = {
  qwen3: {
    name: 'Qwen',
    explanation:
      'The vocabulary of the paper’s model family (Qwen, also under DeepSeek-R1-Distill-Qwen): numbers can be set beside those of the SPRINT paper. Every digit is a token of its own.',
  },
  o200k: {
    name: 'o200k',
    explanation:
      'The vocabulary of OpenAI’s newer models: right for traces of those models. Up to three digits make one token, so mathematics counts shorter here than with Qwen, and the numbers do not compare with the paper’s.',
  },
};
