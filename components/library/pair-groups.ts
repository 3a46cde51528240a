import type { LibraryRow } from '#lib/contract/library.ts';

/** The rows that share a pairId, the oldest first, so that "the first sample" stays the same one. */
export function pairGroups(rows: readonly LibraryRow[]): ReadonlyMap<string, readonly LibraryRow[]> {
  const groups = new Map<string, LibraryRow[]>();
  for (const row of rows) {
    if (row.pairId === null) continue;
    const group = groups.get(row.pairId);
    if (group) group.push(row);
    else groups.set(row.pairId, [row]);
  }
  for (const group of groups.values()) group.sort(oldestFirst);
  return groups;
}

export const oldestFirst = (left: LibraryRow, right: LibraryRow): number =>
  left.createdAt < right.createdAt ? -1 : left.createdAt > right.createdAt ? 1 : left.id < right.id ? -1 : 1;

/**
 * What to compare a paired row with: the other strategy before the same one, finished before unfinished, the same
 * tokenizer before another, then the oldest. Null where its group has no other row.
 */
export function partnerOf(row: LibraryRow, group: readonly LibraryRow[]): LibraryRow | null {
  const rank = (other: LibraryRow): number =>
    (other.strategy === row.strategy ? 4 : 0) +
    (other.status === 'done' ? 0 : 2) +
    (other.tokenizer === row.tokenizer ? 0 : 1);
  let best: LibraryRow | null = null;
  for (const other of group) {
    if (other.id === row.id) continue;
    if (best === null || rank(other) < rank(best)) best = other;
  }
  return best;
}

/** The address that compares two traces: SPRINT first, as the compare page draws it. */
export function compareHref(left: LibraryRow, right: LibraryRow): string {
  const swap = left.strategy === 'sequential' && right.strategy !== 'sequential';
  const [a, b] = swap ? [right, left] : [left, right];
  return `/compare?${new URLSearchParams({ a: a.id, b: b.id })}`;
}

/**
 * The rows shown, and for each pair that shows only one strategy the other side too, whatever the filters say about it:
 * a person who filters by "SPRINT with leaks" still asks what these traces save against their sequential runs.
 */
export function completePairs(
  shown: readonly LibraryRow[],
  all: readonly LibraryRow[],
): readonly LibraryRow[] {
  if (shown.length === all.length) return shown;
  const groups = pairGroups(shown);
  const missing = all.filter((row) => {
    const group = row.pairId === null ? undefined : groups.get(row.pairId);
    return group !== undefined && !group.some(({ strategy }) => strategy === row.strategy);
  });
  return missing.length === 0 ? shown : [...shown, ...missing];
}

/** Whether all rows have the same question, ignoring white space: where they do not, pairing by hand asks first. */
export function sameQuestion(rows: readonly LibraryRow[]): boolean {
  const asked = rows.flatMap(({ question }) => question.replace(/\s+/g, ' ').trim() || []);
  return new Set(asked).size <= 1;
}
