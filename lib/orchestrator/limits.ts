import { contextTokensAtMost } from '#lib/protocol/contexts/context.ts';

/** A reply with less room than this is not worth asking for: the answer is forced instead. */
export const SMALLEST_PLAN_TOKENS = 256;
/** The least room with which an answer can still be stated. */
export const SMALLEST_ANSWER_TOKENS = 48;

/** Tokens left for a reply in a window of this many; Infinity where it is not known. May be negative. */
export function roomFor(contextWindow: number | null | undefined, text: string): number {
  return contextWindow == null ? Number.POSITIVE_INFINITY : contextWindow - contextTokensAtMost(text);
}
