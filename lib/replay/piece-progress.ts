import { estimateMilliTokens } from '#lib/trace/estimate.ts';
import type { DeltaEvent } from '#lib/trace/events.ts';
import { findPiece } from '#lib/trace/pieces.ts';
import { type Reading, textTokens, thinkingTokens } from '#lib/trace/sequential-tokens.ts';
import type { PieceState, TraceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';

/**
 * How much of what its piece decoded has been written after each delta of a log, taken in order: 0 to 1. Each channel has
 * the share of its tokens; within a channel by estimate. Null for what has no part in it: what an attempt wrote before it
 * failed and, where the reading leaves it out, thinking. `state` is the whole log's.
 */
export function createPieceProgress(
  state: TraceState,
  reading: Reading = 'decoded',
): (event: DeltaEvent) => number | null {
  const written = new Map<StreamId, { text: number; thinking: number }>();
  return (event) => {
    const piece = findPiece(state, event.stream);
    if (!piece || (reading === 'visible' && event.channel === 'thinking')) return null;
    if (piece.failedAttempts.some(({ attempt }) => attempt >= event.attempt)) return null;
    const soFar = written.get(event.stream) ?? { text: 0, thinking: 0 };
    written.set(event.stream, soFar);
    soFar[event.channel] += estimateMilliTokens(event.text);
    return progressOf(piece, soFar, reading);
  };
}

function progressOf(piece: PieceState, soFar: { text: number; thinking: number }, reading: Reading): number {
  const { textMilli, thinkingMilli } = piece.estimatedTokens;
  const text = textTokens(piece);
  const thinking = reading === 'visible' ? 0 : thinkingTokens(piece);
  const done = text * share(soFar.text, textMilli) + thinking * share(soFar.thinking, thinkingMilli);
  return done / Math.max(text + thinking, 1);
}

const share = (part: number, whole: number): number => Math.min(part / Math.max(whole, 1), 1);
