import { extractAnswer } from '#lib/answers/extract-answer.ts';
import type { SessionPatch } from '#lib/storage/store.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { findingsPatch, type Report } from './findings.ts';
import { sessionNumbers } from './session-numbers.ts';

/**
 * The final answer of a session: read from the answer piece, or, of a sequential run, from its text. From a text that
 * was cut only a boxed answer is taken: its last sentence is not where an answer is stated.
 */
export function sessionAnswer(state: TraceState): { answer: string | null; answerIsInferred: boolean } {
  const piece = state.answer ?? state.thought;
  const found = piece ? extractAnswer(piece.text) : null;
  if (!piece || !found || (found.inferred && piece.status !== 'done'))
    return { answer: null, answerIsInferred: false };
  return { answer: found.answer, answerIsInferred: found.inferred };
}

/** What a session's row says about its log, so that lists need not fold. */
export function summarise(state: TraceState, report: Report): SessionPatch {
  const metrics = sessionMetrics(state);
  const startedAt = state.session?.startedAt ?? null;
  const endedAt =
    startedAt !== null && state.endedAt !== null && state.session?.clock === 'wall'
      ? new Date(Date.parse(startedAt) + state.endedAt).toISOString()
      : null;
  return {
    ...(state.status !== 'empty' && { status: state.status }),
    startedAt,
    endedAt,
    error: state.error,
    metrics,
    numbers: sessionNumbers(metrics),
    ...sessionAnswer(state),
    ...(state.endedAt !== null && findingsPatch(state, report)),
  };
}
