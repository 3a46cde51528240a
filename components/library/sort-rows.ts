import { assertUnreachable } from '#lib/base/assert.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import { shareOf, type UseName } from '#lib/doctor/parallel-use/counts.ts';
import type { SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import { findingsOf, rowName, sequentialOf } from './row.ts';

export const sortKeys = [
  'name',
  'strategy',
  'model',
  'status',
  'stages',
  'prompts',
  'executions',
  'sequential',
  'total',
  'saved',
  'ratio',
  'repeated',
  'verifying',
  'onePrompt',
  'wall',
  'findings',
  'answer',
  'tags',
  'origin',
  'tokenizer',
  'created',
] as const;
export type SortKey = (typeof sortKeys)[number];

export interface Sorting {
  readonly key: SortKey;
  readonly direction: 'ascending' | 'descending';
}

export const newestFirst: Sorting = { key: 'created', direction: 'descending' };

/** Names from A, numbers and dates from the largest: the order that a first click on a heading gives. */
export function firstDirection(key: SortKey): Sorting['direction'] {
  switch (key) {
    case 'name':
    case 'strategy':
    case 'model':
    case 'status':
    case 'answer':
    case 'tags':
    case 'origin':
    case 'tokenizer':
      return 'ascending';
    default:
      return 'descending';
  }
}

/** A click on a heading: the key's first direction, then the other one. */
export function toggleSorting(current: Sorting, key: SortKey): Sorting {
  if (current.key !== key) return { key, direction: firstDirection(key) };
  return { key, direction: current.direction === 'ascending' ? 'descending' : 'ascending' };
}

/** Unknown values come last in both directions; ties by age, the newest first. */
export function sortRows(
  rows: readonly LibraryRow[],
  { key, direction }: Sorting,
  definition: SequentialDefinition,
): readonly LibraryRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, value: sortValue(row, key, definition) }))
    .sort((left, right) => compare(left.value, right.value, sign) || byAge(left.row, right.row))
    .map(({ row }) => row);
}

type SortValue = string | number | null;

function compare(left: SortValue, right: SortValue, sign: number): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left < right ? -sign : sign;
}

const byAge = (left: LibraryRow, right: LibraryRow): number =>
  compare(left.createdAt, right.createdAt, -1) || compare(left.id, right.id, 1);

/**
 * The share that running in parallel saves for this same text; null for a sequential run, which has nothing parallel.
 */
export function savedShare(row: LibraryRow, definition: SequentialDefinition): number | null {
  const sequential = sequentialOf(row, definition);
  // `with-tags` has a different total, which a row does not hold.
  if (row.strategy === 'sequential' || definition === 'with-tags') return null;
  if (sequential === null || !row.totalTokens) return null;
  return 1 - sequential / row.totalTokens;
}

/** One share of its parallel work; null where it has none. The readings differ in tokens only. */
export const shareOfUse = (row: LibraryRow, name: UseName): number | null =>
  row.parallelUse ? shareOf(row.parallelUse.decoded[name]) : null;

function sortValue(row: LibraryRow, key: SortKey, definition: SequentialDefinition): SortValue {
  switch (key) {
    case 'name':
      return rowName(row).toLowerCase();
    case 'strategy':
      return row.strategy;
    case 'model':
      return row.model.toLowerCase();
    case 'status':
      return row.status;
    case 'stages':
      return stageValue(row, row.stages);
    case 'prompts':
      return stageValue(row, row.prompts);
    case 'executions':
      return stageValue(row, row.executions);
    case 'sequential':
      return sequentialOf(row, definition);
    case 'total':
      return row.totalTokens;
    case 'saved':
      return savedShare(row, definition);
    case 'ratio':
      return stageValue(row, row.parallelizationRatio);
    case 'repeated':
    case 'verifying':
    case 'onePrompt':
      return shareOfUse(row, key);
    case 'wall':
      return row.wallClockMs;
    case 'findings':
      // A fault outweighs every number of leaks, a leak every number of notes.
      return findingsOf(row, 'fault') * 1e8 + findingsOf(row, 'leak') * 1e4 + findingsOf(row, 'note');
    case 'answer':
      return row.answer;
    case 'tags':
      return row.tags.length > 0 ? row.tags.join(' ').toLowerCase() : null;
    case 'origin':
      return row.origin.kind;
    case 'tokenizer':
      return row.tokenizer;
    case 'created':
      return row.createdAt;
    default:
      return assertUnreachable(key);
  }
}

/** Null for a sequential run: it has no stages to count, which is not the same as zero. */
const stageValue = (row: LibraryRow, value: number | null): number | null =>
  row.strategy === 'sequential' ? null : value;
