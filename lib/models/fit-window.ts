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
