import type { LibraryEntry, SessionRecord } from '#lib/contract/session.ts';
import { storedCounts, storedFindings } from '../findings.ts';
import { storedMetrics, storedNumbers } from './session-numbers.ts';
import { isCurrent } from './summarise.ts';

/**
 * Names of the unreadable fields of a row: those that the store could not read, and those that it read but this version
 * does not know. We check only numbers of the current version: those of another one are recomputed in any case.
 * @param numbers as `storedNumbers` returned them, if the caller has read them already
 */
export function damagedNames(
  row: LibraryEntry | SessionRecord,
  numbers = storedNumbers(row.numbers),
): string[] {
  const names = new Set<string>(row.damaged);
  if (isCurrent(row)) {
    if (row.numbers !== null && numbers === null) names.add('numbers');
    if ('metrics' in row && row.metrics !== null && storedMetrics(row.metrics) === null) names.add('metrics');
    if (isShorter(row.findingCounts, storedCounts)) names.add('findingCounts');
    if ('findings' in row && isShorter(row.findings, storedFindings)) names.add('findings');
  }
  return [...names];
}

const isShorter = (list: unknown, read: (list: unknown) => unknown[]): boolean =>
  list !== null && (!Array.isArray(list) || read(list).length < list.length);

/** The fields that renewing a session rewrites from its log (renew-stale.ts). */
const RENEWED: ReadonlySet<string> = new Set([
  ...['metrics', 'numbers', 'summaryVersion', 'answer', 'answerIsInferred'],
  ...['findings', 'findingCounts', 'doctorVersion', 'verdict'],
  ...['question', 'strategy', 'status', 'mode', 'models', 'origin', 'startedAt', 'endedAt', 'error'],
]);

/** Whether a row has an unreadable field that its log can restore. */
export const canBeRenewed = (row: LibraryEntry | SessionRecord): boolean =>
  damagedNames(row).some((name) => RENEWED.has(name));
