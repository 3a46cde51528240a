import { allPieces } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';

/**
 * Tokens a second that one stream wrote on average, over all pieces that have ended, from first token to end. Null
 * where nothing was measured. Wall times compare strategies only where this is alike on both sides.
 */
export function streamRate(state: TraceState): number | null {
  if (state.session?.clock !== 'wall') return null;
  let tokens = 0;
  let ms = 0;
  for (const piece of allPieces(state)) {
    if (piece.tokens === null || piece.firstTokenAt === null || piece.endedAt === null) continue;
    tokens += piece.tokens.text + piece.tokens.thinking;
    ms += piece.endedAt - piece.firstTokenAt;
  }
  return ms > 0 && tokens > 0 ? (tokens / ms) * 1000 : null;
}
