import {
  picked,
  type SessionRecord,
  type SessionView,
  shownOf,
  singleFields,
} from '#lib/contract/session.ts';
import { sessionAnswer } from '#lib/formats/export/session-answer.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { storedCounts } from './findings.ts';
import { noAnswer } from './library-view.ts';
import { damagedNames } from './row-damage.ts';
import { storedMetrics } from './session-numbers.ts';
import { isCurrent } from './summarise.ts';
import { verdictView } from './verdicts.ts';

/** A session as the API shows it. While it runs its metrics come from the live log, else from its row. */
export function sessionView(record: SessionRecord, live: TraceState | null): SessionView {
  const { planner, executor } = record.models;
  const running = record.status === 'running' && live !== null;
  const current = isCurrent(record);
  const damaged = damagedNames(record);
  const { answer, answerIsInferred } = running ? sessionAnswer(live) : current ? record : noAnswer;
  return {
    ...shownOf(record),
    ...picked(record, singleFields),
    model: planner.model,
    executorModel: executor.model,
    ruleBased: planner.ruleBased && executor.ruleBased,
    metrics: running ? storedMetrics(sessionMetrics(live)) : current ? storedMetrics(record.metrics) : null,
    answer,
    answerIsInferred,
    lastSeq: running ? live.lastSeq : record.lastSeq,
    ...verdictView(running || !current ? { ...record, answer: null } : record),
    findings: storedCounts(record.findingCounts),
    /** Metrics and answer were written by another version and are being computed anew. */
    renewing: !running && !current && record.status !== 'running',
    /** Names of what is unreadable in its row. */
    ...(damaged.length > 0 && { damaged }),
  };
}

/** As a list shows it: the table of stages is most of a session's weight and is left out. */
export function sessionListItem(record: SessionRecord, live: TraceState | null): SessionView {
  const view = sessionView(record, live);
  return { ...view, metrics: withoutStages(view.metrics) };
}

function withoutStages(metrics: SessionView['metrics']): SessionView['metrics'] {
  if (!metrics) return metrics;
  const { perStage, ...rest } = metrics;
  return rest;
}
