import { assertUnreachable } from '#lib/base/assert.ts';
import type { ParserStart } from '#lib/protocol/events.ts';
import type { ExecutionStream } from '#lib/trace/streams.ts';
import type { CallEnd } from './call.ts';
import type { ForcedReason } from './decide.ts';
import { createNotebook } from './notebook.ts';
import { delta, endPiece, pieceOf, startAttempt } from './piece-events.ts';
import { createReply } from './reply.ts';
import {
  callModel,
  countState,
  diagnose,
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
      await reply.close(end.reason === 'length' ? 'length' : 'stop');
      if (end.reason === 'stop-tag') notebook.stopNotHonoured();
    } else await reply.close('aborted');
    log.flush();
    const piece = pieceOf(log.state, stream)!;
    const tokens = await countState(session, piece, countThinking);
    if (end.type === 'finished' && piece.text.trim() === '')
      end = emptyReply(session, role, reply, end.reason);

    switch (end.type) {
      case 'finished': {
        notebook.write();
        const status = end.reason === 'length' || end.reason === 'content-filter' ? 'truncated' : 'done';
        if (status === 'truncated')
          diagnose(
            session,
            end.reason === 'length' ? 'cut-at-limit' : 'content-filter',
            'warning',
            { stream },
            cutExplanation(end.reason),
          );
        return endPiece(session, stream, attempt, {
          status,
          tokens,
          finishReason: end.reason,
          usage: end.usage,
        });
      }
      case 'cancelled':
        return endPiece(session, stream, attempt, { status: 'cancelled', tokens });
      case 'failed': {
        const delayMs = retryDelay(session, end, attempt);
        if (delayMs === null)
          return endPiece(session, stream, attempt, { status: 'failed', tokens, error: end.error });
        log.emit({ type: 'attempt-failed', stream, attempt, error: end.error, retryInMs: delayMs, tokens });
        if (await waitToRetry(session, delayMs)) break;
        const empty = { text: 0, withTags: 0, thinking: 0 };
        return endPiece(session, stream, attempt, { status: 'cancelled', tokens: empty });
      }
      default:
        assertUnreachable(end);
    }
  }
}

function cutExplanation(reason: string): string {
  return reason === 'length'
    ? 'The reply reached its token limit; what it had said until then was kept.'
    : 'The endpoint’s content filter ended the reply; what it had said until then was kept.';
}
