import { countPiece } from '#lib/protocol/piece-tokens.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import type { EndStatus, ErrorInfo, TraceEvent, UnstampedEvent } from '#lib/trace/events.ts';
import { allPieces, isOpen } from '#lib/trace/pieces.ts';
import type { PlanState, TraceState } from '#lib/trace/state.ts';
import { parseStream } from '#lib/trace/streams.ts';
import { createEstimatingCounter, TOKENS_ESTIMATED } from './estimating-counter.ts';

export interface LogEnd {
  status: EndStatus;
  error?: ErrorInfo;
}

/**
 * The events that complete a log whose run will not end it any more (cancelled, crashed, its server gone): an end for
 * every stage and every piece that had begun, then `session-end`. A branch that never began gets no end (SPEC F16).
 * Empty if the log has ended or not begun. Never rejects: if the tokenizer fails, we store the estimate instead of the
 * count, and a diagnostic reports that.
 */
export async function closingEvents(
  state: TraceState,
  { status, error }: LogEnd,
  counter: TokenCounter,
): Promise<UnstampedEvent[]> {
  if (state.status !== 'running') return [];
  const events: UnstampedEvent[] = [];
  let estimated = false;
  const safe = createEstimatingCounter(counter, () => {
    estimated = true;
  });
  for (const piece of allPieces(state)) {
    const place = parseStream(piece.stream);
    if (!place || !isOpen(piece)) continue;
    const { stream, attempt, text, thinking } = piece;
    const prompts = 'prompts' in piece ? (piece as PlanState).prompts : [];
    const tokens = await countPiece(safe, place, { text, thinking, prompts });
    events.push({ type: `${place.kind}-end`, stream, attempt, status, tokens } as UnstampedEvent);
  }
  if (estimated) events.unshift({ type: 'diagnostic', place: {}, ...TOKENS_ESTIMATED });
  for (const { stage, endedAt } of state.stages)
    if (endedAt === null) events.push({ type: 'stage-end', stage, status });
  return [...events, { type: 'session-end', status, ...(error && { error }) }];
}

/** The same for a log at rest: the events are stamped to follow the folded ones. `atMs`: session time, ms. */
export async function closeLog(
  state: TraceState,
  end: LogEnd & { atMs: number },
  counter: TokenCounter,
): Promise<TraceEvent[]> {
  const at = Math.max(end.atMs, state.at);
  const events = await closingEvents(state, end, counter);
  return events.map((event, index) => ({ seq: state.lastSeq + 1 + index, at, ...event }) as TraceEvent);
}
