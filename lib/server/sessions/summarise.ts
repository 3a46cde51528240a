import { ANSWERS_VERSION } from '#lib/answers/equality.ts';
import type { SessionPatch } from '#lib/contract/session.ts';
import { countsOfUse } from '#lib/doctor/parallel-use/counts.ts';
import { PARALLEL_USE_VERSION, parallelUse } from '#lib/doctor/parallel-use/parallel-use.ts';
import { ANSWER_VERSION, sessionAnswer } from '#lib/formats/export/session-answer.ts';
import { METRICS_VERSION, sessionMetrics } from '#lib/trace/metrics.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { findingsPatch, type Report } from '../findings.ts';
import { sessionNumbers } from './session-numbers.ts';

/**
 * The version of the metrics, numbers and answer in a row: if a row has another one, we recompute them from the log
 * (renew-stale.ts), and do not show them before that.
 */
export const SUMMARY_VERSION =
  ((METRICS_VERSION * 100 + ANSWER_VERSION) * 100 + PARALLEL_USE_VERSION) * 100 + ANSWERS_VERSION;

/** Whether a row's numbers and answer are of the current version. */
export const isCurrent = ({ summaryVersion }: { summaryVersion: number | null }): boolean =>
  summaryVersion === SUMMARY_VERSION;

/** What a session's row stores about its log, so that lists need not fold it. */
export function summarise(state: TraceState, report: Report): SessionPatch {
  return {
    ...endPatch(state),
    ...countedPatch(state),
    ...(state.endedAt !== null && findingsPatch(state, report)),
  };
}

/** Characters of a log that we examine at once: about 20 ms. One of 100,000 takes a quarter of a second. */
const LOOKED_AT_ONCE = 10_000;

/**
 * The same for a session that ends while others run: leaves numbers, answer and findings of a long log to a thread
 * (renew-stale.ts), and marks the row by giving it no version.
 */
export const summariseEnd = (state: TraceState, report: Report): SessionPatch =>
  lengthOf(state) > LOOKED_AT_ONCE ? endPatch(state) : summarise(state, report);

function lengthOf({ stages, answer, thought }: TraceState): number {
  const pieces = [answer, thought, ...stages.flatMap(({ plan, executions }) => [plan, ...executions])];
  return pieces.reduce((sum, piece) => sum + (piece ? piece.text.length + piece.thinking.length : 0), 0);
}

function endPatch(state: TraceState): SessionPatch {
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
  };
}

/** The fields that SUMMARY_VERSION covers. */
export function countedPatch(state: TraceState): SessionPatch {
  const metrics = sessionMetrics(state);
  return {
    metrics,
    numbers: sessionNumbers(metrics, bothReadings(state)),
    summaryVersion: SUMMARY_VERSION,
    ...sessionAnswer(state),
  };
}

const bothReadings = (state: TraceState) =>
  state.session?.strategy === 'sequential'
    ? null
    : {
        decoded: countsOfUse(parallelUse(state, 'decoded')),
        visible: countsOfUse(parallelUse(state, 'visible')),
      };
