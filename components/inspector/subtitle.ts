import { activityLook } from '#components/graph/activity-look.tsx';
import { formatCount, formatDuration } from '#components/session/format.ts';
import { tokenRate } from '#components/session/node-slices.ts';
import { activityOf } from '#lib/graph/activity.ts';
import { isEstimated, pieceTokens } from '#lib/trace/stage-tokens.ts';
import type { PieceState } from '#lib/trace/state.ts';

/** "running · started 9.8 s · first token after 0.31 s · ≈97 tokens · 46 tok/s". */
export function subtitle(piece: PieceState, nowMs: number): string {
  const words = [activityLook(activityOf(piece)).word];
  const requestedAt = piece.requestedAt ?? piece.startedAt;
  if (requestedAt !== null) words.push(`started ${formatDuration(requestedAt)}`);
  if (requestedAt !== null && piece.firstTokenAt !== null && piece.firstTokenAt > requestedAt) {
    words.push(`first token after ${formatDuration(piece.firstTokenAt - requestedAt)}`);
  }
  if (piece.text !== '' || piece.tokens) {
    words.push(`${isEstimated(piece) ? '≈' : ''}${formatCount(pieceTokens(piece))} tokens`);
  }
  const rate = tokenRate(piece, nowMs);
  if (rate !== null) words.push(`${rate} tok/s`);
  return words.join(' · ');
}
