import type { Context } from '#lib/protocol/contexts/context.ts';
import { planStream } from '#lib/trace/streams.ts';
import type { CallEnd } from './call.ts';
import { judgeReply, wentPastStop } from './judge-reply.ts';
import { createPendingFindings, type PendingFindings } from './pending-findings.ts';
import {
  delta,
  endPiece,
  endReplied,
  failCutThinking,
  NO_TOKENS,
  pieceOf,
  startAttempt,
} from './piece-events.ts';
import { createPlannerTurn } from './planner-turn.ts';
import {
  callModel,
  countState,
  diagnose,
  emptyReply,
  retryDelay,
  type Session,
  wasReminded,
} from './session.ts';
import { waitToRetry } from './wait-to-retry.ts';

/** One call of the planner. */
interface PlannerCall {
  stage: number;
  /** The attempt in the log; the reply may continue as a later one. */
  attempt: number;
  /** Calls made for this plan, including this one; a call repeated without `stop` does not count again. */
  tries: number;
  /** A stop string cut the previous call inside its thinking. */
  afterCut: boolean;
}

type Outcome = 'ended' | { attempt: number; retryInMs: number; cut?: true };

/**
 * Asks the planner for stage `stage` and reads its reply to the end: a plan whose closing prompts fork executions at
 * once, or the final answer. Until a prompt has closed, a failed attempt starts over; after that the plan never
 * restarts, since its executors already run (DESIGN.md §3).
 */
export async function runPlanner(session: Session, stage: number): Promise<void> {
  const { log } = session;
  const stream = planStream(stage);
  log.emit({ type: 'stage-start', stage });
  let call: PlannerCall = { stage, attempt: 1, tries: 1, afterCut: false };
  for (;;) {
    const context = startAttempt(session, stream, call.attempt);
    const outcome = await runAttempt(session, call, context);
    if (outcome === 'ended') return;
    const { attempt, retryInMs, cut = false } = outcome;
    if (!(await waitToRetry(session, retryInMs))) {
      endPiece(session, stream, attempt, { status: 'cancelled', tokens: NO_TOKENS });
      return;
    }
    call = { stage, attempt: attempt + 1, tries: cut ? call.tries : call.tries + 1, afterCut: cut };
  }
}

async function runAttempt(session: Session, call: PlannerCall, context: Context): Promise<Outcome> {
  const { log, options, habits } = session;
  const { stage, tries } = call;
  const stream = planStream(stage);
  const pending = createPendingFindings(session, stream);
  const reminded = wasReminded(log.state);
  const manner = {
    role: 'planner',
    thinkOpened: habits.thinkOpened('planner'),
    stop: habits.stopFor('planner', reminded),
    afterCut: call.afterCut,
  } as const;
  const turn = createPlannerTurn(session, stage, call.attempt, manner, pending);
  const { reply } = turn;
  let end: CallEnd = await callModel(session, 'planner', context, reply, manner.stop);
  for (let broken = 1; end.type === 'failed' && turn.forked && !turn.answering; broken++) {
    const delayMs = options.planner.mode === 'native' ? retryDelay(session, end, broken) : null;
    if (delayMs === null) break;
    diagnose(
      session,
      'plan-resumed',
      { stream },
      `${end.error.message} The plan goes on from where it broke off.`,
    );
    if (!(await waitToRetry(session, delayMs))) end = { type: 'cancelled' };
    else end = await callModel(session, 'planner', context, reply, manner.stop, reply.raw);
  }

  const verdict = await judgeReply(session, manner, reply, pending, end);
  if (wentPastStop(end, reply, manner) && !turn.answering) pending.stopNotHonoured();
  log.flush();

  const { attempt } = turn;
  const countThinking = verdict !== 'read-thinking';
  if (turn.answering) return endAnswer(session, { attempt, tries, countThinking }, end, pending);
  const plan = pieceOf(log.state, stream)!;
  const usage = end.type === 'finished' ? end.usage : null;
  const tokens = await countState(session, plan, countThinking);
  if (verdict === 'cut-by-stop') {
    failCutThinking(session, stream, attempt, tokens, usage);
    return { attempt, retryInMs: 0, cut: true };
  }
  if (end.type === 'finished' && plan.text.trim() === '')
    end = emptyReply(session, 'planner', reply, end.reason);

  if (end.type === 'finished' && options.planner.mode === 'prompted' && !reply.sawTag) {
    if (reminded) {
      pending.turnToAnswer(['cut-at-limit']);
      return takeAsAnswer(session, stage, attempt, plan.text, end, tokens, pending);
    }
    const error = {
      type: 'no-tags',
      message: 'The reply held none of the protocol’s tags; the model was reminded of them.',
    };
    log.emit({
      type: 'attempt-failed',
      stream,
      attempt,
      error,
      retryInMs: 0,
      tokens,
      ...(usage && { usage }),
    });
    return { attempt, retryInMs: 0 };
  }
  switch (end.type) {
    case 'finished':
      pending.write();
      endReplied(session, stream, attempt, end, tokens);
      return 'ended';
    case 'cancelled':
      endPiece(session, stream, attempt, { status: 'cancelled', tokens });
      return 'ended';
    case 'failed': {
      if (turn.forked) {
        pending.write();
        diagnose(
          session,
          'plan-broken-off',
          { stream },
          `${end.error.message} The plan ends here; the executions it had started are joined.`,
        );
        endPiece(session, stream, attempt, { status: 'truncated', tokens, error: end.error });
        return 'ended';
      }
      const delayMs = retryDelay(session, end, tries);
      if (delayMs === null) {
        endPiece(session, stream, attempt, { status: 'failed', tokens, usage, error: end.error });
        return 'ended';
      }
      log.emit({
        type: 'attempt-failed',
        stream,
        attempt,
        error: end.error,
        retryInMs: delayMs,
        tokens,
        ...(usage && { usage }),
      });
      return { attempt, retryInMs: delayMs };
    }
  }
}

/** Ends an answer that came in a planner's reply; if it broke off, decide.ts asks for it separately. */
async function endAnswer(
  session: Session,
  { attempt, tries, countThinking }: { attempt: number; tries: number; countThinking: boolean },
  end: CallEnd,
  pending: PendingFindings,
): Promise<'ended'> {
  const { log } = session;
  const answer = pieceOf(log.state, 'answer')!;
  const tokens = await countState(session, answer, countThinking);
  switch (end.type) {
    case 'finished':
      pending.write();
      endReplied(session, 'answer', attempt, end, tokens);
      return 'ended';
    case 'cancelled':
      endPiece(session, 'answer', attempt, { status: 'cancelled', tokens });
      return 'ended';
    case 'failed': {
      const delayMs = retryDelay(session, end, tries);
      if (delayMs === null) {
        endPiece(session, 'answer', attempt, { status: 'failed', tokens, error: end.error });
        return 'ended';
      }
      log.emit({
        type: 'attempt-failed',
        stream: 'answer',
        attempt,
        error: end.error,
        retryInMs: delayMs,
        tokens,
      });
      return 'ended';
    }
  }
}

/** A model that we reminded of the tags and that still writes none has answered in its own way (`no-tags`). */
function takeAsAnswer(
  session: Session,
  stage: number,
  attempt: number,
  text: string,
  end: Extract<CallEnd, { type: 'finished' }>,
  tokens: { text: number; thinking: number },
  pending: PendingFindings,
): 'ended' {
  const { log } = session;
  const stream = planStream(stage);
  const { requestedAt, contextSha256 } = pieceOf(log.state, stream)!;
  endPiece(session, stream, attempt, {
    status: 'done',
    tokens: { ...NO_TOKENS, thinking: tokens.thinking },
    becomes: 'answer',
  });
  log.emit(
    { type: 'stage-end', stage, status: 'done' },
    {
      type: 'answer-start',
      stream: 'answer',
      attempt,
      requestedAt: requestedAt ?? log.elapsedMs(),
      ...(contextSha256 && { contextSha256 }),
    },
  );
  delta(session, 'answer', attempt, 'text', text);
  const explanation =
    'The model was reminded and still wrote no tag: its text was taken as the final answer.';
  diagnose(session, 'no-tags', { stream: 'answer' }, explanation);
  pending.write();
  const { text: textTokens, thinking } = tokens;
  endReplied(session, 'answer', attempt, end, { text: textTokens, withTags: textTokens, thinking });
  return 'ended';
}
