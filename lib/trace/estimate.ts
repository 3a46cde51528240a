import type { EstimatedTokens } from './state.ts';

/**
 * Milli-tokens per UTF-16 unit, by class of character. A sum over units is the same however the text was chunked,
 * surrogate pairs cut in half included, and costs no look back into the text.
 */
const MILLI_TOKENS = {
  letter: 200,
  digit: 1000,
  space: 150,
  newline: 400,
  punctuation: 650,
  otherLetter: 500,
  ideograph: 650,
  other: 900,
} as const;

const ASCII_MILLI_TOKENS: Uint16Array = Uint16Array.from({ length: 128 }, (_, code) => {
  if (code >= 48 && code <= 57) return MILLI_TOKENS.digit;
  if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) return MILLI_TOKENS.letter;
  if (code === 10 || code === 13) return MILLI_TOKENS.newline;
  if (code <= 32) return MILLI_TOKENS.space;
  return MILLI_TOKENS.punctuation;
});

function unitMilliTokens(code: number): number {
  if (code < 0x80) return ASCII_MILLI_TOKENS[code] ?? 0;
  if (code < 0x0600) return MILLI_TOKENS.otherLetter;
  if ((code >= 0x3040 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3)) return MILLI_TOKENS.ideograph;
  return MILLI_TOKENS.other;
}

/** Estimated milli-tokens of `text`; additive: estimate(a + b) = estimate(a) + estimate(b), exactly. */
export function estimateMilliTokens(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length; index++) sum += unitMilliTokens(text.charCodeAt(index));
  return sum;
}

/** Estimated tokens of `text`, whole; for text whose exact count is not known yet (shown with `≈`). */
export function estimateTokens(text: string): number {
  return Math.ceil(estimateMilliTokens(text) / 1000);
}

export const noEstimate: EstimatedTokens = { text: 0, thinking: 0, textMilli: 0, thinkingMilli: 0 };

/** The running estimate after `text` was appended to `channel`; O(text appended). */
export function addToEstimate(
  estimate: EstimatedTokens,
  channel: 'text' | 'thinking',
  text: string,
): EstimatedTokens {
  const milli = estimateMilliTokens(text);
  if (channel === 'text') {
    const textMilli = estimate.textMilli + milli;
    return { ...estimate, textMilli, text: Math.ceil(textMilli / 1000) };
  }
  const thinkingMilli = estimate.thinkingMilli + milli;
  return { ...estimate, thinkingMilli, thinking: Math.ceil(thinkingMilli / 1000) };
}
