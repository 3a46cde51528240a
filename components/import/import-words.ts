import type { Skipped } from '#components/actions/files/pick-rules.ts';
import { formatCount, formatInteger } from '#components/ui/format.ts';
import type { FileFormat, SourcePlace } from '#lib/contract/imports.ts';
import type { Found, FoundKey, FoundTrace } from './import-types.ts';

export const formatLabels: Readonly<Record<FileFormat, string>> = {
  log: 'Event log',
  'html-page': 'Player page',
  transcript: 'Tagged transcript',
  sequential: 'Sequential text',
  'chat-jsonl': 'Chat JSONL',
  'table-jsonl': 'JSONL table',
  'table-csv': 'CSV table',
  'answer-key': 'Answer key',
};

export const strategyLabels = { sprint: 'SPRINT', sequential: 'Sequential' } as const;

/** `42 SPRINT, 42 sequential, 42 pairs`; leaves out what there is none of. */
export function summaryOf(traces: readonly FoundTrace[], keys: readonly FoundKey[] = []): string {
  const count = (strategy: FoundTrace['strategy']) =>
    traces.filter((trace) => trace.strategy === strategy).length;
  const pairs = new Set(traces.flatMap(({ pair }) => pair ?? [])).size;
  const parts = [
    [count('sprint'), 'SPRINT'],
    [count('sequential'), 'sequential'],
  ] as const;
  const words = parts.filter(([n]) => n > 0).map(([n, word]) => `${formatInteger(n)} ${word}`);
  if (pairs > 0) words.push(formatCount(pairs, 'pair'));
  if (keys.length > 0) words.push(formatCount(keys.length, 'answer key'));
  return words.length > 0 ? words.join(', ') : 'No traces';
}

/** Names of the curation pipeline's intermediate files: records about a trace, not traces. */
const curationRecord = /(?:^|\/)(?:component_separation|component_inline|created_dag)_(\w+)\.\w+$/;

/** How many curation records we found and did not import (by number, whichever of their three files are present). */
export function curationRecords(found: Found): number {
  const ids = found.problems.flatMap(({ problem }) => {
    const match = curationRecord.exec(problem.place.path);
    return match ? [`${problem.place.path.slice(0, match.index)} ${match[1]}`] : [];
  });
  return new Set(ids).size;
}

export const isCurationRecord = (path: string): boolean => curationRecord.test(path);

/**
 * `Not looked into: 3 folders (.git, node_modules), 1,204 other files (.png 900, .py 304)`; null where nothing was
 * skipped.
 */
export function skippedWords({ files, endings, folders }: Skipped): string | null {
  const count = [...folders.values()].reduce((sum, n) => sum + n, 0);
  const parts: string[] = [];
  if (count > 0) {
    parts.push(`${formatCount(count, 'folder')} (${named([...folders.keys()])})`);
  }
  if (files > 0) {
    const most = [...endings].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
    parts.push(
      `${formatCount(files, 'other file')} (${named(most.map(([ending, n]) => `${ending}${n > 1 ? ` ${formatInteger(n)}` : ''}`))})`,
    );
  }
  return parts.length > 0 ? `Not looked into: ${parts.join(', ')}` : null;
}

const MOST_NAMED = 4;

function named(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(', ');
  return names.length > MOST_NAMED ? `${shown} …` : shown;
}

/** The last part of a path, and what stands before it. */
export function splitPath(path: string): { folder: string; name: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, slash + 1), name: path.slice(slash + 1) };
}

/** `record 3, line 12`; empty where the place is the whole file. */
export function placeWords({ record, line }: SourcePlace): string {
  return [record && `record ${formatInteger(record)}`, line && `line ${formatInteger(line)}`]
    .filter(Boolean)
    .join(', ');
}
