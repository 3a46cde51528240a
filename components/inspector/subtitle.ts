import { activityLook } from '#components/graph/activity-look.tsx';
import { tokenRate } from '#components/playback/node-slices.ts';
import { formatDuration } from '#components/ui/format.ts';
import type { NodeActivity } from '#lib/graph/graph.ts';
import type { EventOf } from '#lib/trace/events.ts';
import type { PieceState } from '#lib/trace/state.ts';
import { pieceTokensWords } from '#lib/trace/token-words.ts';

type Clock = EventOf<'session-start'>['clock'];

/**
 * "running · started 9.8 s · first token after 0.31 s · ≈97 tokens · 46 tok/s". Of a text without a clock the
 * times are made from its tokens: none is named, and the subtitle says so. Of what thinks, thinking and text stand apart.
 */
export function subtitle(piece: PieceState, activity: NodeActivity, nowMs: number, clock: Clock): string {
  const words = [activityLook(activity).word];
  const measured = clock === 'wall';
  const requestedAt = measured ? (piece.requestedAt ?? piece.startedAt) : null;
  if (requestedAt !== null) words.push(`started ${formatDuration(requestedAt)}`);
  if (requestedAt !== null && piece.firstTokenAt !== null && piece.firstTokenAt > requestedAt) {
    words.push(`first token after ${formatDuration(piece.firstTokenAt - requestedAt)}`);
  }
  if (piece.text !== '' || piece.thinking !== '' || piece.tokens) words.push(pieceTokensWords(piece));
  if (!measured) words.push('timed by tokens, 60 a second');
  const rate = measured ? tokenRate(piece, nowMs) : null;
  if (rate !== null) words.push(`${rate} tok/s`);
  return words.join(' · ');
}
