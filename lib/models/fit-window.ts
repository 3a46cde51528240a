import type { EndpointError } from './errors.ts';

/** Servers count the template's own tokens differently from what their message says. */
const MARGIN_TOKENS = 16;
/** With less room than this no piece of reasoning is worth starting. */
const MIN_REPLY_TOKENS = 128;

/**
 * The reply's limit that fits, where a server refuses prompt and limit together and names both numbers; null when it
 * is the prompt alone that does not fit, or the numbers are not told.
 */
export function lowerMaxTokens(error: EndpointError, maxTokens: number): number | null {
  const { contextWindow, promptTokens } = error.context;
  if (error.type !== 'context-too-long' || !contextWindow || !promptTokens) return null;
  const room = contextWindow - promptTokens - MARGIN_TOKENS;
  return room >= MIN_REPLY_TOKENS && room < maxTokens ? room : null;
}

/** Tokenizers differ; a guess that is too high only shortens the room, one that is too low costs a rejected request. */
const ESTIMATE_FACTOR = 1.15;

/** The limit to ask for in a window known from an earlier refusal; `maxTokens` where it fits or nothing is known. */
export function maxTokensWithin(
  contextWindow: number | null,
  estimatedInputTokens: number | undefined,
  maxTokens: number,
): number {
  if (contextWindow === null || estimatedInputTokens === undefined) return maxTokens;
  const room = Math.floor(contextWindow - estimatedInputTokens * ESTIMATE_FACTOR - MARGIN_TOKENS);
  return room >= MIN_REPLY_TOKENS ? Math.min(room, maxTokens) : maxTokens;
}

/** The lowered limit in words, as a `notice` part carries it. */
export const describeWindow = (contextWindow: number): { code: string; explanation: string } => ({
  code: 'max-tokens-lowered',
  explanation: `The model’s window of ${contextWindow} tokens leaves less room for replies than the settings allow: the token limits of calls are lowered to what fits.`,
});
