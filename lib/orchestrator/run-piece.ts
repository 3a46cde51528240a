import { assertUnreachable } from '#lib/base/assert.ts';
import type { Notice } from '#lib/models/endpoint.ts';
import { contextText } from '#lib/protocol/contexts/context.ts';
import { contextFor } from '#lib/protocol/contexts/contexts.ts';
import { wasShortened } from '#lib/protocol/contexts/fit.ts';
import type { ParserStart } from '#lib/protocol/events.ts';
import { reduce } from '#lib/trace/reduce.ts';
import type { PieceState } from '#lib/trace/state.ts';
import type { ExecutionStream } from '#lib/trace/streams.ts';
import type { CallEnd } from './call.ts';
import type { ForcedReason } from './decide.ts';
import { judgeReply, wentPastStop } from './judge-reply.ts';
import { createPendingFindings } from './pending-findings.ts';
import {
  delta,
  endPiece,
  endReplied,
  failCutThinking,
  goOnFromThinking,
  isSameTry,
  NO_TOKENS,
  pieceOf,
  startAttempt,
} from './piece-events.ts';
import { createReply } from './reply.ts';
import type { Role } from './run.ts';
import { callModel, countState, emptyReply, noteOnce, retryDelay, type Session } from './session.ts';
import { waitToRetry } from './wait-to-retry.ts';

/** A piece that is one reply of one role: an execution, a forced answer, or the thought of a sequential run. */
export interface PieceJob {
  stream: ExecutionStream | 'answer' | 'thought';
  role: Exclude<Role, 'planner'>;
  start: ParserStart;
  forced?: ForcedReason;
  /** The first attempt's number; more than 1 if the log already has attempts of the stream. */
  attempt?: number;
}

/** Runs a piece to its `-end`: attempts, retries, and one of `done`, `truncated`, `failed`, `cancelled`. */
export async function runPiece(session: Session, job: PieceJob): Promise<void> {
  const { log, habits } = session;
  const { stream, role, forced } = job;
  let attempt = job.attempt ?? 1;
  let tries = 1 + triesBefore(pieceOf(log.state, stream));
  let afterCut = false;
  for (;;) {
    const context = startAttempt(session, stream, attempt, { forced });
    if (wasShortened(context)) noteOnce(session, stream, SHORTENED);
    const pending = createPendingFindings(session, stream);
    const thinkOpened = habits.thinkOpened(role);
    const stop = habits.stopFor(role);
    const reply = createReply(
      job.start,
      { thinkOpened },
      {
        onEvent(event) {
          switch (event.type) {
            case 'execution-delta':
            case 'answer-delta':
            case 'thought-delta':
              return delta(session, stream, attempt, 'text', event.text);
            case 'thinking-delta':
              return delta(session, stream, attempt, 'thinking', event.text);
            case 'was-thinking':
              pending.clear();
              attempt = goOnFromThinking(session, { stream, attempt, text: event.text }, { stream, forced });
              return;
            default:
              return pending.add(event);
          }
        },
        onThinking: (text) => delta(session, stream, attempt, 'thinking', text),
        onNotice: (notice) => noteOnce(session, stream, notice),
      },
    );
    let end: CallEnd = await callModel(session, role, context, reply, stop);
    const manner = { role, stop, thinkOpened, afterCut };
    const verdict = await judgeReply(session, manner, reply, pending, end);
    if (wentPastStop(end, reply, manner)) pending.stopNotHonoured();
    log.flush();
    const piece = pieceOf(log.state, stream)!;
    const tokens = await countState(session, piece, verdict !== 'read-thinking');
    const usage = end.type === 'finished' ? end.usage : null;
    if (verdict === 'cut-by-stop') {
      failCutThinking(session, stream, attempt, tokens, usage);
      attempt++;
      afterCut = true;
      continue;
    }
    afterCut = false;
    if (end.type === 'finished' && piece.text.trim() === '')
      end = emptyReply(session, role, reply, end.reason);

    switch (end.type) {
      case 'finished':
        pending.write();
        return endReplied(session, stream, attempt, end, tokens);
      case 'cancelled':
        return endPiece(session, stream, attempt, { status: 'cancelled', tokens });
      case 'failed': {
        const delayMs =
          retryDelay(session, end, tries) ?? retryShortened(session, stream, end, { attempt, tries });
        if (delayMs === null)
          return endPiece(session, stream, attempt, { status: 'failed', tokens, usage, error: end.error });
        log.emit({
          type: 'attempt-failed',
          stream,
          attempt,
          error: end.error,
          retryInMs: delayMs,
          tokens,
          ...(usage && { usage }),
        });
        if (!(await waitToRetry(session, delayMs)))
          return endPiece(session, stream, attempt, { status: 'cancelled', tokens: NO_TOKENS });
        attempt++;
        tries++;
        break;
      }
      default:
        assertUnreachable(end);
    }
  }
}

/** Calls that failed before: the planner may have made an answer's first call. */
const triesBefore = (piece: PieceState | null): number =>
  piece?.failedAttempts.filter(({ error }) => !isSameTry(error)).length ?? 0;

const SHORTENED: Notice = {
  code: 'context-shortened',
  explanation:
    'Not all of the session fits into the model’s window together with the answer: what earlier stages wrote was sent shortened to its ends.',
};

/**
 * If the server refused an answer's context as too long, we ask again at once, as long as we can shorten the context
 * further.
 */
function retryShortened(
  { log, options }: Session,
  stream: PieceJob['stream'],
  { error }: Extract<CallEnd, { type: 'failed' }>,
  { attempt, tries }: { attempt: number; tries: number },
): 0 | null {
  if (stream !== 'answer' || error.type !== 'context-too-long') return null;
  if (tries >= options.settings.maxAttempts) return null;
  const { state } = log;
  const event = {
    type: 'attempt-failed',
    stream,
    attempt,
    error,
    seq: state.lastSeq + 1,
    at: state.at,
  } as const;
  const next = contextFor(reduce(state, event), stream, attempt + 1);
  return contextText(next).length < contextText(contextFor(state, stream, attempt)).length ? 0 : null;
}
