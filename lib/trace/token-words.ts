import { formatCount, formatInteger } from '#lib/base/format.ts';
import { isEstimated, pieceTokens, textTokens, thinkingTokens } from './sequential-tokens.ts';
import type { PieceState } from './state.ts';

export interface TokenParts {
  readonly thinking: number;
  readonly text: number;
  /** The numbers are estimates (`≈`). */
  readonly isEstimate?: boolean;
  /** The text count includes tags. */
  readonly tagged?: boolean;
}

/** A count split up: `2,860 thinking + 9 text`; null if there is no thinking to separate. */
export function thinkingAndText({ thinking, text, isEstimate, tagged }: TokenParts): string | null {
  if (thinking === 0) return null;
  const about = isEstimate ? '≈' : '';
  const word = tagged ? 'text and tags' : 'text';
  return `${about}${formatInteger(thinking)} thinking + ${about}${formatInteger(text)} ${word}`;
}

/** A piece's decoded tokens, in both readings at once: `97 tokens`, `2,860 thinking + 9 text tokens`. */
export function pieceTokensWords(piece: PieceState): string {
  const isEstimate = isEstimated(piece);
  const apart = thinkingAndText({ thinking: thinkingTokens(piece), text: textTokens(piece), isEstimate });
  return apart ? `${apart} tokens` : `${isEstimate ? '≈' : ''}${formatCount(pieceTokens(piece), 'token')}`;
}
