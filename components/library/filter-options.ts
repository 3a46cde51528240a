import type { FindingKind } from '#lib/contract/findings.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import { rowMark } from './accuracy.ts';
import { answerFilters, hasAnswer } from './filter-rows.ts';

/** A value that a filter offers, and how many rows of the whole library have it. */
export interface FilterOption {
  readonly value: string;
  readonly count: number;
}

export interface FindingOption extends FilterOption {
  readonly kind: FindingKind;
}

export interface FilterOptions {
  readonly strategies: readonly FilterOption[];
  readonly models: readonly FilterOption[];
  readonly statuses: readonly FilterOption[];
  readonly tags: readonly FilterOption[];
  readonly origins: readonly FilterOption[];
  readonly tokenizers: readonly FilterOption[];
  /** Codes of checks with findings, by kind: faults, leaks, notes. */
  readonly findings: readonly FindingOption[];
  /** Whether any row has an expected answer to compare with, or a ruling. */
  readonly anyExpected: boolean;
  readonly answers: readonly FilterOption[];
}

const kindOrder: Record<FindingKind, number> = { fault: 0, leak: 1, note: 2 };

/** The values among the rows, the most frequent first. */
export function filterOptions(rows: readonly LibraryRow[]): FilterOptions {
  const findings = new Map<string, { kind: FindingKind; count: number }>();
  for (const row of rows)
    for (const { code, kind } of row.findings) {
      const known = findings.get(code);
      if (known) known.count += 1;
      else findings.set(code, { kind, count: 1 });
    }
  return {
    strategies: counted(rows, (row) => [row.strategy]),
    models: counted(rows, (row) => [...new Set([row.model, row.executorModel])]),
    statuses: counted(rows, (row) => [row.status]),
    tags: counted(rows, (row) => row.tags),
    origins: counted(rows, (row) => [row.origin.kind]),
    tokenizers: counted(rows, (row) => (row.tokenizer ? [row.tokenizer] : [])),
    findings: [...findings]
      .map(([value, { kind, count }]) => ({ value, kind, count }))
      .sort(
        (left, right) =>
          kindOrder[left.kind] - kindOrder[right.kind] ||
          right.count - left.count ||
          compareText(left.value, right.value),
      ),
    anyExpected: rows.some((row) => rowMark(row) !== 'no-key'),
    answers: answerFilters.map((value) => ({
      value,
      count: rows.reduce((sum, row) => sum + Number(hasAnswer(row, value)), 0),
    })),
  };
}

function counted(
  rows: readonly LibraryRow[],
  values: (row: LibraryRow) => readonly string[],
): FilterOption[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const value of values(row)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((left, right) => right.count - left.count || compareText(left.value, right.value));
}

/** Compares by code units, which gives the same order on every machine. */
const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
