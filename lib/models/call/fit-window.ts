import type { Notice } from '../endpoint.ts';
import type { EndpointError } from '../errors.ts';

/** Servers count the template's own tokens differently from the numbers in their message. */
const MARGIN_TOKENS = 16;
/** With less room than this, no piece of reasoning is worth starting. */
const MIN_REPLY_TOKENS = 128;

/**
 * The reply limit that fits, if a server refuses prompt and limit together and names its window; null if the prompt
 * alone does not fit, or the server names no window. If the server does not name the prompt's tokens, we use our
 * estimate.
 */
export function lowerMaxTokens(
  error: EndpointError,
  maxTokens: number,
  estimatedInputTokens?: number,
): number | null {
  const { contextWindow, promptTokens } = error.context;
  if (error.type !== 'context-too-long' || !contextWindow) return null;
  const lowered = promptTokens
    ? contextWindow - promptTokens - MARGIN_TOKENS
    : roomBeside(contextWindow, estimatedInputTokens);
  return lowered !== null && lowered >= MIN_REPLY_TOKENS && lowered < maxTokens ? lowered : null;
}

/**
 * Tokenizers differ; an estimate that is too high only shortens the room, one that is too low costs a rejected request.
 */
const ESTIMATE_FACTOR = 1.15;

const roomBeside = (contextWindow: number, estimatedInputTokens: number | undefined): number | null =>
  estimatedInputTokens === undefined
    ? null
    : Math.floor(contextWindow - estimatedInputTokens * ESTIMATE_FACTOR - MARGIN_TOKENS);

/**
 * The limit to ask for in a window that we know from an earlier refusal; `maxTokens` if it fits or we know no window.
 */
export function maxTokensWithin(
  contextWindow: number | null,
  estimatedInputTokens: number | undefined,
  maxTokens: number,
): number {
  const room = contextWindow === null ? null : roomBeside(contextWindow, estimatedInputTokens);
  return room !== null && room >= MIN_REPLY_TOKENS ? Math.min(room, maxTokens) : maxTokens;
}

/** The lowered limit in words, as a `notice` part carries it. */
export const describeWindow = (contextWindow: number): Notice => ({
  code: 'max-tokens-lowered',
  explanation: `The model’s window of ${contextWindow} tokens leaves less room for replies than the settings allow: the token limits of calls are lowered to what fits.`,
});
