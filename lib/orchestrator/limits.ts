import { estimateTokens } from '#lib/trace/estimate.ts';
import type { ModelInfo } from '#lib/trace/events.ts';

/** Added to an estimated context: chat templates and role headers that the server puts around it. */
const TEMPLATE_TOKENS = 32;
/** Our estimate is of Qwen's tokenizer; another model's may need this much more for the same text. */
const ESTIMATE_MARGIN = 1.15;
/** A reply with less room than this is not worth asking for: the answer is forced instead. */
export const SMALLEST_PLAN_TOKENS = 256;
/** The least room with which an answer can still be stated. */
export const SMALLEST_ANSWER_TOKENS = 48;

/** Tokens a context takes at the endpoint at most; estimated, since counting exactly would hold up every fork. */
export function contextTokensAtMost(text: string): number {
  return Math.ceil(estimateTokens(text) * ESTIMATE_MARGIN) + TEMPLATE_TOKENS;
}

/** Tokens left for a reply in the model's window; Infinity where the window is not known. May be negative. */
export function roomFor(info: ModelInfo, text: string): number {
  return info.contextWindow === undefined
    ? Number.POSITIVE_INFINITY
    : info.contextWindow - contextTokensAtMost(text);
}
