import type { Notice } from '#lib/models/endpoint.ts';
import { EndpointError, toErrorInfo } from '#lib/models/errors.ts';
import { attemptsFor, isRetryable, retryDelayMs } from '#lib/models/retry.ts';
import { type Context, contextText, contextTokensAtMost } from '#lib/protocol/contexts/context.ts';
import { forcedAnswerWindow } from '#lib/protocol/contexts/contexts.ts';
import { type LoggedCode, severityOf } from '#lib/protocol/diagnostics.ts';
import { countPiece } from '#lib/protocol/piece-tokens.ts';
import { estimateTokens } from '#lib/trace/estimate.ts';
import type { PieceTokens, Place } from '#lib/trace/events.ts';
import type { PieceState, PlanState, TraceState } from '#lib/trace/state.ts';
import { parseStream, type StreamId } from '#lib/trace/streams.ts';
import { type CallEnd, carryOutCall } from './call.ts';
import { createEstimatingCounter, TOKENS_ESTIMATED } from './estimating-counter.ts';
import type { Reply } from './reply.ts';
import { createReplyHabits, modelFor, type ReplyHabits } from './reply-habits.ts';
import type { Role, RoleModel, RunOptions } from './run.ts';
import { createSessionLog, type SessionLog } from './session-log.ts';

/** Nothing listens at all: a retry helps only if a server is just starting, and the person waits for the message. */
const MAX_UNREACHABLE_ATTEMPTS = 2;
/** A model that returns nothing twice will return nothing again. */
const MAX_EMPTY_ATTEMPTS = 2;

/** What the pieces of one run share. */
export interface Session {
  /** Its counter never fails. */
  readonly options: RunOptions;
  readonly log: SessionLog;
  readonly habits: ReplyHabits;
  /** Carries out what the log now requires; called after each fork. */
  wake(): void;
  /**
   * Aborts the branches of a stage whose plan turned out not to be one; resolves once each branch that had begun has
   * its end.
   */
  endBranches(stage: number): Promise<void>;
}

export function createSession(options: RunOptions, loop: Pick<Session, 'wake' | 'endBranches'>): Session {
  const log = createSessionLog(options);
  const session: Session = {
    log,
    habits: createReplyHabits(options),
    ...loop,
    options: {
      ...options,
      counter: createEstimatingCounter(options.counter, () => {
        const known = log.state.diagnostics.some(({ code }) => code === TOKENS_ESTIMATED.code);
        if (!known) log.emit({ type: 'diagnostic', place: {}, ...TOKENS_ESTIMATED });
      }),
    },
  };
  return session;
}

export const modelOf = ({ options }: Session, role: Role): RoleModel => modelFor(options, role);

/** Sends one attempt; the token limit never exceeds what the model's window leaves. */
export async function callModel(
  session: Session,
  role: Role,
  context: Context,
  reply: Reply,
  stop: readonly string[],
  continuation?: string,
): Promise<CallEnd> {
  const { settings, signal } = session.options;
  const { guarded, info } = modelOf(session, role);
  const contextWindow = role === 'answer' ? forcedAnswerWindow(session.log.state) : info.contextWindow;
  const limits = {
    planner: settings.plannerMaxTokens,
    answer: settings.plannerMaxTokens,
    executor: settings.executorMaxTokens,
    sequential: settings.sequentialMaxTokens,
  };
  const text = contextText(context) + (continuation ?? '');
  const room = roomFor(contextWindow, text);
  if (room < SMALLEST_ANSWER_TOKENS)
    return failure(
      new EndpointError('context-too-long', {
        ...addressOf(session, role),
        ...(contextWindow && { contextWindow }),
        promptTokens: contextTokensAtMost(text),
      }),
    );
  return carryOutCall({
    guarded,
    context,
    continuation,
    stop,
    maxTokens: Math.min(limits[role], shareOf(room, role)),
    temperature: settings.temperature,
    estimatedInputTokens: estimateTokens(text),
    signal,
    clock: session.options.clock,
    onPart: (part) => reply.take(part),
  });
}

/** Whether we have asked for this plan before and the reply had no tags. */
export function wasReminded({ stages }: TraceState): boolean {
  return stages.at(-1)?.plan.failedAttempts.some(({ error }) => error.type === 'no-tags') ?? false;
}

/** A plan or an execution leaves half of a tight window to the join and the answer that follow. */
function shareOf(room: number, role: Role): number {
  return role === 'planner' || role === 'executor' ? Math.ceil(room / 2) : room;
}

/**
 * Delay before the next attempt, or null if there is none.
 * @param tries calls made so far; attempts that only continue a reply, or repeat a call without `stop`, do not count
 */
export function retryDelay(
  session: Session,
  end: Extract<CallEnd, { type: 'failed' }>,
  tries: number,
): number | null {
  const { maxAttempts } = session.options.settings;
  const most =
    end.error.type === 'unreachable'
      ? Math.min(maxAttempts, MAX_UNREACHABLE_ATTEMPTS)
      : end.error.type === 'empty-reply'
        ? Math.min(maxAttempts, MAX_EMPTY_ATTEMPTS)
        : attemptsFor(end.cause, maxAttempts);
  if (tries >= most || !(end.cause instanceof EndpointError) || !isRetryable(end.cause)) return null;
  return retryDelayMs(end.cause, tries, session.options.random);
}

/** A reply that ended well but had no usable text, as a failure. */
export function emptyReply(
  session: Session,
  role: Role,
  reply: Reply,
  reason: string,
): Extract<CallEnd, { type: 'failed' }> {
  if (reason === 'content-filter')
    return failure(new EndpointError('content-filter', addressOf(session, role)));
  const allThinking = reason === 'length' && reply.thinking.trim() !== '';
  const context = { ...addressOf(session, role), ...(allThinking && { reason: 'all-thinking' as const }) };
  return failure(new EndpointError('empty-reply', context));
}

function failure(cause: EndpointError): Extract<CallEnd, { type: 'failed' }> {
  return { type: 'failed', error: toErrorInfo(cause), cause };
}

function addressOf(session: Session, role: Role): { url: string; model: string } {
  const { info } = modelOf(session, role);
  return { url: info.baseUrl ?? info.endpointName, model: info.model };
}

/** Exact counts of a piece in the log's current state. */
export function countState(
  session: Session,
  piece: PieceState | PlanState,
  countThinking = true,
): Promise<PieceTokens> {
  const prompts = 'prompts' in piece ? piece.prompts : [];
  const thinking = countThinking ? piece.thinking : '';
  return countPiece(session.options.counter, parseStream(piece.stream)!, {
    text: piece.text,
    thinking,
    prompts,
  });
}

export function diagnose(session: Session, code: LoggedCode, place: Place, explanation: string) {
  session.log.emit({ type: 'diagnostic', code, severity: severityOf(code), place, explanation });
}

/**
 * A notice about the endpoint ("parameter dropped") appears once in a log, however many calls repeat it; a notice about
 * a reply appears with each.
 */
export function noteOnce(
  session: Session,
  stream: StreamId,
  { code, explanation, about }: Notice & { about?: 'reply' },
) {
  const known = session.log.state.diagnostics.some(
    (each) =>
      each.code === code &&
      each.explanation === explanation &&
      (about !== 'reply' || each.place.stream === stream),
  );
  if (!known) diagnose(session, code, { stream }, explanation);
}

/** With less room than this we do not ask for a reply, but force the answer instead. */
export const SMALLEST_PLAN_TOKENS = 256;

/** The least room in which a model can still state an answer. */
const SMALLEST_ANSWER_TOKENS = 48;

/** Tokens left for a reply in a window of this size; Infinity if the window is unknown. May be negative. */
export function roomFor(contextWindow: number | null | undefined, text: string): number {
  return contextWindow == null ? Number.POSITIVE_INFINITY : contextWindow - contextTokensAtMost(text);
}
