import type { LibraryEntry, SessionRecord } from '#lib/contract/session.ts';
import { storedCounts, storedFindings } from '../findings.ts';
import { storedMetrics, storedNumbers } from './session-numbers.ts';
import { isCurrent } from './summarise.ts';

/**
 * Names of what is unreadable in a row: what the store could not read, and what it read but nobody here knows. Only
 * today's numbers are judged: those of another version are computed anew in any case.
 * @param numbers as `storedNumbers` gave them, where they were read already
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

/** What renewing a session writes again from its log (renew-stale.ts). */
const RENEWED: ReadonlySet<string> = new Set([
  ...['metrics', 'numbers', 'summaryVersion', 'answer', 'answerIsInferred'],
  ...['findings', 'findingCounts', 'doctorVersion', 'verdict'],
  ...['question', 'strategy', 'status', 'mode', 'models', 'origin', 'startedAt', 'endedAt', 'error'],
]);

/** Whether something of a row is unreadable that its log can give back. */
export const canBeRenewed = (row: LibraryEntry | SessionRecord): boolean =>
  damagedNames(row).some((name) => RENEWED.has(name));
