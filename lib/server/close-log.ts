import { countPiece } from '#lib/protocol/piece-tokens.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import type { EndStatus, ErrorInfo, TraceEvent, UnstampedEvent } from '#lib/trace/events.ts';
import type { PieceState, PlanState, TraceState } from '#lib/trace/state.ts';
import { parseStream } from '#lib/trace/streams.ts';

/**
 * The events that make a log whole which its run will not end any more: an end for every open piece and stage, then
 * `session-end`. Empty when it has ended already. `atMs` is the session time they are stamped with.
 */
export async function closingEvents(
  state: TraceState,
  end: { status: EndStatus; atMs: number; error?: ErrorInfo },
  counter: TokenCounter,
): Promise<TraceEvent[]> {
  if (state.status !== 'running') return [];
  const { status, error } = end;
  const unstamped: UnstampedEvent[] = [];
  const pieces: (PieceState | PlanState | null)[] = [
    ...state.stages.flatMap(({ plan, executions }) => [plan, ...executions]),
    state.answer,
    state.thought,
  ];
  for (const piece of pieces) {
    const place = piece && parseStream(piece.stream);
    if (!place || piece.status !== 'running') continue;
    const { text, thinking, stream, attempt } = piece;
    const prompts = 'prompts' in piece ? piece.prompts : [];
    const tokens = await countPiece(counter, place, { text, thinking, prompts });
    unstamped.push({ type: `${place.kind}-end`, stream, attempt, status, tokens } as UnstampedEvent);
  }
  for (const { stage, endedAt } of state.stages)
    if (endedAt === null) unstamped.push({ type: 'stage-end', stage, status });
  unstamped.push({ type: 'session-end', status, ...(error && { error }) });
  const at = Math.max(end.atMs, state.at);
  return unstamped.map((event, index) => ({ seq: state.lastSeq + 1 + index, at, ...event }) as TraceEvent);
}
