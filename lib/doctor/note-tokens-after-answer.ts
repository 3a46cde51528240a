import type { ComputedCheck } from './check.ts';
import { counted, pieceName } from './words.ts';

/** Less than this is the last sentence, or one check of the result. */
const LEAST_TOKENS = 200;
const LEAST_SHARE = 0.25;

export const tokensAfterAnswer: ComputedCheck = {
  code: 'tokens-after-answer',
  kind: 'note',
  severity: 'note',
  certainty: 'likely',
  title: 'Much written after the answer',
  description: `At least ${LEAST_SHARE * 100} % of all tokens, and ${LEAST_TOKENS} of them, come after the final answer first appears (in a box, or as plain text in another notation). Branches that ran beside it are not counted.`,
  example: 'Stage 2 finds 45; stages 3 to 5 check it again and end with \\boxed{45}.',
  find(trace) {
    if (!trace.isOver) return [];
    const { first, answer, tokensAfterFirst } = trace.answerLine();
    const { totalTokens, tokenizer } = trace.metrics();
    if (!first || tokensAfterFirst === null || totalTokens === 0) return [];
    const share = tokensAfterFirst / totalTokens;
    if (tokensAfterFirst < LEAST_TOKENS || share < LEAST_SHARE) return [];
    return [
      {
        places: [{ stream: first.stream, offset: first.offset, end: first.end }],
        explanation: `The answer ${answer} first appears in ${pieceName(first.stream)}; ≈ ${counted(tokensAfterFirst, 'token')} (${tokenizer ?? 'unknown tokenizer'}) of ${totalTokens.toLocaleString('en-US')} are written after it, ${Math.round(share * 100)} %.`,
      },
    ];
  },
};
