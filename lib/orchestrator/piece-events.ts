import { sha256Hex } from '#lib/base/sha256.ts';
import { type Context, contextText, contextWords } from '#lib/protocol/contexts/context.ts';
import { contextFor } from '#lib/protocol/contexts/contexts.ts';
import { estimateTokens } from '#lib/trace/estimate.ts';
import type { EndStatus, ErrorInfo, EventOf, PieceTokens, UnstampedEvent, Usage } from '#lib/trace/events.ts';
import { reduce } from '#lib/trace/reduce.ts';
import type { AnswerState, ExecutionState, PieceState, PlanState, TraceState } from '#lib/trace/state.ts';
import { parseStream, type StreamId } from '#lib/trace/streams.ts';
import type { CallEnd } from './call.ts';
import type { ForcedReason } from './decide.ts';
import { diagnose, type Session } from './session.ts';

/** The lifecycle events of all streams differ only in their names, which the stream's kind determines. */
const kindOf = (stream: StreamId) => parseStream(stream)!.kind;

/** The piece of a stream in the state; null before its start. */
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
 * Logs the start of an attempt and returns what to send. Rebuilds the context from the state after the start, with the
 * same function that the inspector uses later.
 */
export function startAttempt(
  { log }: Session,
  stream: StreamId,
  attempt: number,
  { forced, requestedAt = log.elapsedMs() }: { forced?: ForcedReason; requestedAt?: number | null } = {},
): Context {
  const start = {
    type: `${kindOf(stream)}-start`,
    stream,
    attempt,
    requestedAt: requestedAt ?? log.elapsedMs(),
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

/**
 * The text of an attempt was thinking: the attempt fails, without tokens of its own, and the same reply continues as
 * the next attempt of `next`, with that text as its thinking. Returns that attempt's number.
 */
export function goOnFromThinking(
  session: Session,
  { stream, attempt, text }: { stream: StreamId; attempt: number; text: string },
  next: { stream: StreamId; forced?: ForcedReason; before?: readonly UnstampedEvent[] } = { stream },
): number {
  const { log } = session;
  log.flush();
  const requestedAt = pieceOf(log.state, stream)?.requestedAt;
  log.emit(
    { type: 'attempt-failed', stream, attempt, error: WAS_THINKING, retryInMs: 0, tokens: NO_TOKENS },
    ...(next.before ?? []),
  );
  startAttempt(session, next.stream, attempt + 1, { requestedAt, forced: next.forced });
  delta(session, next.stream, attempt + 1, 'thinking', text);
  return attempt + 1;
}

/** A stop string cut a reply inside its thinking: we ask again at once, without the stop strings. */
export function failCutThinking(
  { log }: Session,
  stream: StreamId,
  attempt: number,
  tokens: PieceTokens,
  usage: Usage | null,
) {
  const error = STOP_CUT_THINKING;
  log.emit({
    type: 'attempt-failed',
    stream,
    attempt,
    error,
    retryInMs: 0,
    tokens,
    ...(usage && { usage }),
  });
}

export const NO_TOKENS: PieceTokens = { text: 0, withTags: 0, thinking: 0 };

/** Whether the attempt after such a failure is the same reply, or the same call except for its stop strings. */
export const isSameTry = ({ type }: ErrorInfo): boolean =>
  type === WAS_THINKING.type || type === STOP_CUT_THINKING.type;

const WAS_THINKING = {
  type: 'was-thinking',
  message:
    'The text so far was thinking: a </think> came that nothing had opened, so the chat template had. The reply goes on.',
};

const STOP_CUT_THINKING = {
  type: 'stop-cut-thinking',
  message:
    'The reply ended inside its thinking: the server applies stop strings there, too. It was asked again without them.',
};

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

/** Ends a piece whose reply has ended: complete, or cut by its token limit or by the endpoint's filter. */
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
