import { ANSWER_VERSION, sessionAnswer } from '#lib/formats/session-answer.ts';
import type { SessionPatch } from '#lib/storage/store.ts';
import { METRICS_VERSION, sessionMetrics } from '#lib/trace/metrics.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { findingsPatch, type Report } from './findings.ts';
import { sessionNumbers } from './session-numbers.ts';

/**
 * Of the metrics, numbers and answer that a row keeps: another one means that they are computed anew from the log
 * (renew-stale.ts), and not shown before that.
 */
export const SUMMARY_VERSION = METRICS_VERSION * 1000 + ANSWER_VERSION;

/** Whether a row's numbers and answer are today's. */
export const isCurrent = ({ summaryVersion }: { summaryVersion: number | null }): boolean =>
  summaryVersion === SUMMARY_VERSION;

/** What a session's row says about its log, so that lists need not fold. */
export function summarise(state: TraceState, report: Report): SessionPatch {
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
    ...countedPatch(state),
    ...(state.endedAt !== null && findingsPatch(state, report)),
  };
}

/** What SUMMARY_VERSION is of. */
export function countedPatch(state: TraceState): SessionPatch {
  const metrics = sessionMetrics(state);
  return {
    metrics,
    numbers: sessionNumbers(metrics),
    summaryVersion: SUMMARY_VERSION,
    ...sessionAnswer(state),
  };
}
