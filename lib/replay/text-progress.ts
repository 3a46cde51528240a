import { estimateMilliTokens } from '#lib/trace/estimate.ts';
import type { DeltaEvent } from '#lib/trace/events.ts';
import { findPiece } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';

/**
 * How much of its piece's final text has been written after each delta of a log, taken in order: 0 to 1, by estimate.
 * Null for what has no part in it: thinking, and what an attempt wrote before it failed. `state` is the whole log's.
 */
export function createTextProgress(state: TraceState): (event: DeltaEvent) => number | null {
  const written = new Map<StreamId, number>();
  return (event) => {
    const piece = findPiece(state, event.stream);
    if (!piece || event.channel === 'thinking') return null;
    if (piece.failedAttempts.some(({ attempt }) => attempt >= event.attempt)) return null;
    const soFar = (written.get(event.stream) ?? 0) + estimateMilliTokens(event.text);
    written.set(event.stream, soFar);
    return Math.min(soFar / Math.max(piece.estimatedTokens.textMilli, 1), 1);
  };
}
