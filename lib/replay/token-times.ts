import type { DeltaEvent, TraceEvent } from '#lib/trace/events.ts';
import type { TraceLog } from '#lib/trace/fold.ts';
import type { Reading } from '#lib/trace/sequential-tokens.ts';
import { planStream } from '#lib/trace/streams.ts';
import { type TokenAxis, tokenAxis } from '#lib/trace/token-axis.ts';
import { createPieceProgress } from './piece-progress.ts';

/**
 * The moment of every event on the token axis, never going back: the log's order stays, so that a stream that was slow
 * in wall time is shown when its turn in the log has come.
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
