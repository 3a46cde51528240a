import { assertUnreachable } from '#lib/base/assert.ts';
import { contextText } from '#lib/protocol/context.ts';
import { contextFor } from '#lib/protocol/contexts.ts';
import { wasShortened } from '#lib/protocol/contexts-fit.ts';
import type { ParserStart } from '#lib/protocol/events.ts';
import { reduce } from '#lib/trace/reduce.ts';
import type { ExecutionStream } from '#lib/trace/streams.ts';
import { type CallEnd, textEndOf } from './call.ts';
import type { ForcedReason } from './decide.ts';
import { createNotebook } from './notebook.ts';
import { delta, endPiece, endReplied, pieceOf, startAttempt } from './piece-events.ts';
import { createReply } from './reply.ts';
import {
  callModel,
  countState,
  emptyReply,
  noteOnce,
  type Role,
  retryDelay,
  type Session,
} from './session.ts';
import { waitToRetry } from './wait-to-retry.ts';

/** A piece that is one reply of one role: an execution, a forced answer, or the thought of a sequential run. */
export interface PieceJob {
  stream: ExecutionStream | 'answer' | 'thought';
  role: Exclude<Role, 'planner'>;
  start: ParserStart;
  forced?: ForcedReason;
  /** First attempt's number; more than 1 for an answer whose first attempt was part of a planner's reply. */
  attempt?: number;
}

/** Runs a piece to its `-end`: attempts, retries, and one of `done`, `truncated`, `failed`, `cancelled`. */
export async function runPiece(session: Session, job: PieceJob): Promise<void> {
  const { log } = session;
  const { stream, role } = job;
  for (let attempt = job.attempt ?? 1; ; attempt++) {
    const context = startAttempt(session, stream, attempt, job.forced);
    if (wasShortened(context)) noteOnce(session, stream, SHORTENED);
    const notebook = createNotebook(session, stream);
    const reply = createReply(job.start, {
      onEvent(event) {
        switch (event.type) {
          case 'execution-delta':
          case 'answer-delta':
          case 'thought-delta':
            return delta(session, stream, attempt, 'text', event.text);
          case 'thinking-delta':
            return delta(session, stream, attempt, 'thinking', event.text);
          default:
            return notebook.note(event);
        }
      },
      onThinking: (text) => delta(session, stream, attempt, 'thinking', text),
      onNotice: (notice) => noteOnce(session, stream, notice),
    });
    let end: CallEnd = await callModel(session, role, context, reply);

    let countThinking = true;
    if (end.type === 'finished') {
      if (reply.raw.trim() === '' && reply.tagsInThinking) {
        countThinking = false;
        notebook.tagsInReasoning();
        await reply.readThinkingAsReply();
      }
      await reply.close(textEndOf(end));
      if (end.reason === 'stop-tag') notebook.stopNotHonoured();
    } else await reply.close(textEndOf(end));
    log.flush();
    const piece = pieceOf(log.state, stream)!;
    const tokens = await countState(session, piece, countThinking);
    const usage = end.type === 'finished' ? end.usage : null;
    if (end.type === 'finished' && piece.text.trim() === '')
      end = emptyReply(session, role, reply, end.reason);

    switch (end.type) {
      case 'finished':
        notebook.write();
        return endReplied(session, stream, attempt, end, tokens);
      case 'cancelled':
        return endPiece(session, stream, attempt, { status: 'cancelled', tokens });
      case 'failed': {
        const delayMs = retryDelay(session, end, attempt) ?? retryShortened(session, stream, end, attempt);
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
        if (await waitToRetry(session, delayMs)) break;
        const empty = { text: 0, withTags: 0, thinking: 0 };
        return endPiece(session, stream, attempt, { status: 'cancelled', tokens: empty });
      }
      default:
        assertUnreachable(end);
    }
  }
}

const SHORTENED = {
  code: 'context-shortened',
  explanation:
    'Not all of the session fits into the model’s window together with the answer: what earlier stages wrote was sent shortened to its ends.',
};

/** An answer that was refused as too long is asked for again at once, as long as its context can still be shortened. */
function retryShortened(
  { log, options }: Session,
  stream: PieceJob['stream'],
  { error }: Extract<CallEnd, { type: 'failed' }>,
  attempt: number,
): 0 | null {
  if (stream !== 'answer' || error.type !== 'context-too-long') return null;
  if (attempt >= options.settings.maxAttempts) return null;
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
