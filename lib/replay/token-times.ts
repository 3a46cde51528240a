import { estimateMilliTokens } from '#lib/trace/estimate.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import type { TraceLog } from '#lib/trace/fold.ts';
import { findPiece } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { planStream, type StreamId } from '#lib/trace/streams.ts';
import { type TokenAxis, tokenAxis } from '#lib/trace/token-axis.ts';

/**
 * The moment of every event on the token axis, never going back: the log's order stays, so that a stream that was slow
 * in wall time is shown when its turn in the log has come.
 */
export function tokenTimes(log: TraceLog): number[] {
  const axis = tokenAxis(log.state);
  const written = new Map<StreamId, number>();
  const times: number[] = [];
  let latest = 0;
  for (const event of log.slice()) {
    latest = Math.max(latest, momentOf(event, log.state, axis, written));
    times.push(latest);
  }
  return times;
}

function momentOf(
  event: TraceEvent,
  state: TraceState,
  axis: TokenAxis,
  written: Map<StreamId, number>,
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
      const piece = findPiece(state, event.stream);
      if (!span || !piece || event.channel === 'thinking') return span?.start ?? 0;
      // What an attempt wrote before it failed has no place on the axis.
      if (piece.failedAttempts.some(({ attempt }) => attempt >= event.attempt)) return span.start;
      const soFar = (written.get(event.stream) ?? 0) + estimateMilliTokens(event.text);
      written.set(event.stream, soFar);
      const share = Math.min(soFar / Math.max(piece.estimatedTokens.textMilli, 1), 1);
      return span.start + share * (span.end - span.start);
    }
    default:
      return 0;
  }
}
