import type { ComputedCheck } from './check.ts';
import { counted } from './words.ts';

/** Longest training sample of the paper's fine-tuning, tokens. */
const LONGEST = 7_168;

export const longSample: ComputedCheck = {
  code: 'long-sample',
  kind: 'note',
  severity: 'note',
  certainty: 'certain',
  title: 'Sample over 7,168 tokens',
  description: `The trace with its tags and its thinking is longer than ${LONGEST.toLocaleString('en-US')} tokens, the longest sample of the paper’s fine-tuning: a trainer with that limit would cut it.`,
  example: 'A trace of ten stages with 9,412 tokens, tags counted.',
  find(trace) {
    const { totalTokensWithTags: tokens, tokenizer } = trace.metrics();
    if (tokens <= LONGEST) return [];
    return [
      {
        places: [],
        explanation: `${counted(tokens, 'token')} (${tokenizer ?? 'unknown tokenizer'}, with tags and thinking), over ${LONGEST.toLocaleString('en-US')}.`,
      },
    ];
  },
};
