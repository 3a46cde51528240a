import { type LibraryRow, noNumbers } from '#lib/contract/library.ts';
import { type LibraryEntry, shownOf } from '#lib/contract/session.ts';
import { sessionAnswer } from '#lib/formats/export/session-answer.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { storedCounts } from '../findings.ts';
import { storedAnnotated } from './annotations.ts';
import { damagedNames } from './row-damage.ts';
import { sessionNumbers, storedNumbers } from './session-numbers.ts';
import { isCurrent } from './summarise.ts';
import { verdictView } from './verdicts.ts';

/** One row of the library. While a session runs, numbers and answer come from its live log, else from its row. */
export function libraryRow(entry: LibraryEntry, live: TraceState | null): LibraryRow {
  const { planner, executor } = entry.models;
  const running = entry.status === 'running' && live !== null;
  const current = isCurrent(entry);
  const stored = current ? storedNumbers(entry.numbers) : null;
  const numbers = running ? sessionNumbers(sessionMetrics(live)) : stored;
  const damaged = damagedNames(entry, stored);
  const { answer, answerIsInferred } = running ? sessionAnswer(live) : current ? entry : noAnswer;
  return {
    ...shownOf(entry),
    model: planner.model,
    executorModel: executor.model,
    ruleBased: planner.ruleBased && executor.ruleBased,
    ...(numbers ?? noNumbers),
    answer,
    answerIsInferred,
    ...verdictView(running || !current ? { ...entry, answer: null } : entry),
    findings: storedCounts(entry.findingCounts),
    annotated: storedAnnotated(entry.annotated),
    /** Another version wrote the numbers and the answer, and we are recomputing them. */
    // Without its id nobody can find its log, and the reader would wait for ever.
    renewing: !running && !current && entry.status !== 'running' && !damaged.includes('id'),
    /** Names of the unreadable fields of its row. */
    ...(damaged.length > 0 && { damaged }),
  };
}

export const noAnswer = { answer: null, answerIsInferred: false };
