import { estimateTokens } from '#lib/trace/estimate.ts';

/** Added to an estimated context: chat templates and role headers that the server puts around it. */
const TEMPLATE_TOKENS = 32;
/** Our estimate is of Qwen's tokenizer; another model's may need this much more for the same text. */
const ESTIMATE_MARGIN = 1.15;

/** Tokens a context takes at the endpoint at most; estimated, since counting exactly would hold up every fork. */
export function contextTokensAtMost(text: string): number {
  return Math.ceil(estimateTokens(text) * ESTIMATE_MARGIN) + TEMPLATE_TOKENS;
}
