import { severityOf } from '#lib/protocol/diagnostics.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import { estimateTokens } from '#lib/trace/estimate.ts';

/**
 * A counter that returns the estimate if the tokenizer fails (its worker may run out of memory): the answer matters
 * more than its length. Calls `onFailure` each time, so that the caller can log it.
 */
export function createEstimatingCounter(
  counter: TokenCounter,
  onFailure: (cause: unknown) => void,
): TokenCounter {
  return {
    name: counter.name,
    async count(text) {
      try {
        return await counter.count(text);
      } catch (cause) {
        onFailure(cause);
        return estimateTokens(text);
      }
    },
  };
}

export const TOKENS_ESTIMATED = {
  code: 'tokens-estimated',
  severity: severityOf('tokens-estimated'),
  explanation: 'The tokenizer failed: from here on, token counts may be estimates.',
} as const;
