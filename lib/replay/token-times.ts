import { estimateMilliTokens } from '#lib/trace/estimate.ts';
import type { DeltaEvent, TraceEvent } from '#lib/trace/events.ts';
import type { TraceLog } from '#lib/trace/fold.ts';
import { findPiece } from '#lib/trace/pieces.ts';
import { type Reading, textTokens, thinkingTokens } from '#lib/trace/sequential-tokens.ts';
import type { PieceState, TraceState } from '#lib/trace/state.ts';
import { planStream, type StreamId } from '#lib/trace/streams.ts';
import { type TokenAxis, tokenAxis } from '#lib/trace/token-axis.ts';

/**
 * The moment of every event on the token axis, never decreasing: the log's order stays, so that a stream that was slow
 * in wall time appears when its turn in the log comes.
 */
export function tokenTimes(log: TraceLog, reading: Reading = 'decoded'): number[] {
  const axis = tokenAxis(log.state, 'authors', reading);
  const progress = createPieceProgress(log.state, reading);
  const times: number[] = [];
  let latest = 0;
  for (const event of log.slice()) {
    latest = Math.max(latest, momentOf(event, axis, progress));
    times.push(latest);
  }
  return times;
}

function momentOf(
  event: TraceEvent,
  axis: TokenAxis,
  progress: (event: DeltaEvent) => number | null,
): number {
  switch (event.type) {
    case 'stage-start':
      return axis.spans.get(planStream(event.stage))?.start ?? 0;
    case 'stage-end':
      return axis.stages[event.stage - 1]?.end ?? 0;
    case 'plan-start':
    case 'execution-start':
    case 'answer-start':
    case 'thought-start':
      return axis.spans.get(event.stream)?.start ?? 0;
    case 'plan-end':
    case 'execution-end':
    case 'answer-end':
    case 'thought-end':
      return axis.spans.get(event.stream)?.end ?? 0;
    case 'plan-delta':
    case 'execution-delta':
    case 'answer-delta':
    case 'thought-delta': {
      const span = axis.spans.get(event.stream);
      if (!span) return 0;
      return span.start + (progress(event) ?? 0) * (span.end - span.start);
    }
    default:
      return 0;
  }
}

/**
 * How much of its piece's decoded output has been written after each delta of a log, taken in order: 0 to 1. Each
 * channel has the share of its tokens; within a channel we estimate. Null for output that does not count: that of an
 * attempt that later failed and, where the reading leaves it out, thinking. `state` is the whole log's.
 */
function createPieceProgress(
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
