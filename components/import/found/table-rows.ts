import type {
  Found,
  FoundFile,
  FoundKey,
  FoundProblem,
  FoundTrace,
} from '#components/import/import-types.ts';

/** The dialog that a row opens, and for which trace. */
export interface AskedOf {
  readonly about: 'partner' | 'question';
  readonly id: number;
}

export type Shown = 'all' | 'traces' | 'problems';

/** A line of the table. `first`: the first line of its file, which shows the file's format. */
export type TableRow =
  | { readonly type: 'trace'; readonly trace: FoundTrace; readonly file: FoundFile; readonly first: boolean }
  | { readonly type: 'key'; readonly key: FoundKey; readonly file: FoundFile }
  | {
      readonly type: 'problem';
      readonly problem: FoundProblem;
      readonly file: FoundFile | null;
      readonly first: boolean;
    };

export const rowId = (row: TableRow): number =>
  row.type === 'trace' ? row.trace.id : row.type === 'key' ? row.key.fileId : row.problem.id;

/**
 * Answer keys and problems with files that could not be opened come first, since people easily miss them; then file by
 * file.
 */
export function rowsOf(found: Found, shown: Shown): TableRow[] {
  const traces = groupBy(found.traces, (trace) => trace.fileId);
  const problems = groupBy(found.problems, (problem) => problem.fileId);
  const rows: TableRow[] = [];
  if (shown !== 'problems')
    for (const key of found.keys) {
      const file = found.files.find(({ id }) => id === key.fileId);
      if (file) rows.push({ type: 'key', key, file });
    }
  if (shown !== 'traces') {
    for (const problem of problems.get(null) ?? [])
      rows.push({ type: 'problem', problem, file: null, first: true });
  }
  for (const file of found.files) {
    const before = rows.length;
    if (shown !== 'traces') {
      for (const problem of problems.get(file.id) ?? [])
        rows.push({ type: 'problem', problem, file, first: rows.length === before });
    }
    if (shown === 'problems') continue;
    for (const trace of traces.get(file.id) ?? [])
      rows.push({ type: 'trace', trace, file, first: rows.length === before });
  }
  return rows;
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
