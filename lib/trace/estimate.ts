import type { EstimatedTokens } from './state.ts';

/**
 * Milli-tokens per UTF-16 unit, by class of character. A sum over units is the same for any chunking, even if it splits
 * surrogate pairs, and needs no look back into the text. We fitted the weights of the ASCII classes against the Qwen
 * vocabulary on 556 plans, executions and chains of thought on mathematics: mean absolute error 2.5 %, 95 % of the
 * pieces within 6.3 %. The space before a word makes up most of its cost; a digit is a token.
 */
const MILLI_TOKENS = {
  digit: 1068,
  lowerCase: 65,
  upperCase: 228,
  newline: 461,
  space: 763,
  backslash: 685,
  operator: 590,
  mark: 852,
  bracket: 625,
  latin: 500,
  alphabet: 350,
  ideograph: 550,
  /** Hangul syllables; Greek letters, which occur alone here, as symbols. */
  syllable: 850,
  surrogate: 600,
  symbol: 1300,
} as const;

const OPERATORS = '+-*/=<>^_';
const MARKS = '.,;:!?\'"`';

const ASCII_MILLI_TOKENS: Uint16Array = Uint16Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character >= '0' && character <= '9') return MILLI_TOKENS.digit;
  if (character >= 'a' && character <= 'z') return MILLI_TOKENS.lowerCase;
  if (character >= 'A' && character <= 'Z') return MILLI_TOKENS.upperCase;
  if (character === '\n' || character === '\r') return MILLI_TOKENS.newline;
  if (code <= 32) return MILLI_TOKENS.space;
  if (character === '\\') return MILLI_TOKENS.backslash;
  if (OPERATORS.includes(character)) return MILLI_TOKENS.operator;
  return MARKS.includes(character) ? MILLI_TOKENS.mark : MILLI_TOKENS.bracket;
});

function unitMilliTokens(code: number): number {
  if (code < 0x80) return ASCII_MILLI_TOKENS[code] ?? 0;
  if (code < 0xc0 || code === 0xd7 || code === 0xf7) return MILLI_TOKENS.symbol;
  if (code < 0x0370) return MILLI_TOKENS.latin;
  if (code < 0x0400) return MILLI_TOKENS.syllable;
  if (code < 0x2000) return MILLI_TOKENS.alphabet;
  if (code < 0x2e80) return MILLI_TOKENS.symbol;
  if (code >= 0xac00 && code <= 0xd7a3) return MILLI_TOKENS.syllable;
  if (code >= 0xd800 && code <= 0xdfff) return MILLI_TOKENS.surrogate;
  return MILLI_TOKENS.ideograph;
}

/** Estimated milli-tokens of `text`; additive: estimate(a + b) = estimate(a) + estimate(b), exactly. */
export function estimateMilliTokens(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length; index++) sum += unitMilliTokens(text.charCodeAt(index));
  return sum;
}

/** Estimated tokens of `text`, whole; for text without an exact count yet (shown with `≈`). */
export function estimateTokens(text: string): number {
  return Math.ceil(estimateMilliTokens(text) / 1000);
}

export const noEstimate: EstimatedTokens = { text: 0, thinking: 0, textMilli: 0, thinkingMilli: 0 };

/** The running estimate after appending `text` to `channel`; O(text appended). */
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
