import { sha256Hex } from '#lib/base/sha256.ts';
import { type Context, contextText, contextWords } from '#lib/protocol/context.ts';
import { contextFor } from '#lib/protocol/contexts.ts';
import { estimateTokens } from '#lib/trace/estimate.ts';
import type { EndStatus, ErrorInfo, EventOf, PieceTokens, UnstampedEvent, Usage } from '#lib/trace/events.ts';
import { reduce } from '#lib/trace/reduce.ts';
import type { AnswerState, ExecutionState, PieceState, PlanState, TraceState } from '#lib/trace/state.ts';
import { parseStream, type StreamId } from '#lib/trace/streams.ts';
import type { CallEnd } from './call.ts';
import type { ForcedReason } from './decide.ts';
import { diagnose, type Session } from './session.ts';

/** The lifecycle events of a stream are alike but for their names, which the stream's kind gives. */
const kindOf = (stream: StreamId) => parseStream(stream)!.kind;

/** The piece of a stream as the state has it; null before its start. */
export function pieceOf(
  state: TraceState,
  stream: StreamId,
): PieceState | PlanState | ExecutionState | AnswerState | null {
  const place = parseStream(stream)!;
  switch (place.kind) {
    case 'plan':
      return state.stages[place.stage - 1]?.plan ?? null;
    case 'execution':
      return state.stages[place.stage - 1]?.executions[place.index - 1] ?? null;
    case 'answer':
      return state.answer;
    case 'thought':
      return state.thought;
  }
}

/**
 * Logs the start of an attempt and gives what it is to be sent. The context is rebuilt from the state that the start
 * leads to, by the same function the inspector uses later.
 */
export function startAttempt(
  { log }: Session,
  stream: StreamId,
  attempt: number,
  forced?: ForcedReason,
): Context {
  const start = {
    type: `${kindOf(stream)}-start`,
    stream,
    attempt,
    requestedAt: log.elapsedMs(),
    ...(forced && { forced }),
  } as UnstampedEvent;
  const { state } = log;
  const begun = reduce(state, { seq: state.lastSeq + 1, at: log.elapsedMs(), ...start } as Parameters<
    typeof reduce
  >[1]);
  const context = contextFor(begun, stream, attempt);
  log.emit({
    ...start,
    contextSha256: sha256Hex(contextText(context)),
    estimatedInputTokens: estimateTokens(contextWords(context)),
  } as UnstampedEvent);
  return context;
}

export function delta(
  { log }: Session,
  stream: StreamId,
  attempt: number,
  channel: EventOf<'plan-delta'>['channel'],
  text: string,
) {
  log.delta({ type: `${kindOf(stream)}-delta`, stream, attempt, channel, text } as Parameters<
    typeof log.delta
  >[0]);
}

export interface PieceEnd {
  status: EndStatus;
  tokens: PieceTokens;
  finishReason?: string;
  usage?: Usage | null;
  error?: ErrorInfo;
  becomes?: 'answer';
}

/** Ends a piece whose reply came to an end: whole, or cut by its token limit or by the endpoint's filter. */
export function endReplied(
  session: Session,
  stream: StreamId,
  attempt: number,
  { reason, usage }: Extract<CallEnd, { type: 'finished' }>,
  tokens: PieceTokens,
) {
  if (reason === 'content-filter')
    diagnose(
      session,
      'content-filter',
      'warning',
      { stream },
      'The endpoint’s content filter ended the reply; what it had said until then was kept.',
    );
  const status = reason === 'length' || reason === 'content-filter' ? 'truncated' : 'done';
  endPiece(session, stream, attempt, { status, tokens, finishReason: reason, usage });
}

export function endPiece({ log }: Session, stream: StreamId, attempt: number, end: PieceEnd) {
  const { usage, ...rest } = end;
  log.emit({
    type: `${kindOf(stream)}-end`,
    stream,
    attempt,
    ...rest,
    ...(usage && { usage }),
  } as UnstampedEvent);
}
