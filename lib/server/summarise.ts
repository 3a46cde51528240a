import { sessionAnswer } from '#lib/formats/session-answer.ts';
import type { SessionPatch } from '#lib/storage/store.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { findingsPatch, type Report } from './findings.ts';
import { sessionNumbers } from './session-numbers.ts';

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
