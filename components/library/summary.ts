import { mean } from '#components/library/charts/chart-bins.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import type { Strategy } from '#lib/trace/events.ts';
import type { SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import { countsInMeans, sequentialOf } from './row.ts';

/**
 * Means over comparable traces: finished ones of one strategy, counted with one tokenizer, rule-based ones separate.
 */
export interface StrategySummary {
  readonly strategy: Strategy;
  readonly tokenizer: string;
  readonly ruleBased: boolean;
  readonly count: number;
  readonly models: readonly string[];
  readonly sequentialTokens: number;
  readonly totalTokens: number;
  /** Any of them is an import: one published sample each, not the runs behind a paper's table. */
  readonly anyImported: boolean;
  /** The numbers of any of them are estimates. */
  readonly anyEstimate: boolean;
}

/**
 * One summary per strategy, tokenizer and kind of model, the largest first. Leaves out unfinished traces, and those
 * made from a curation record: the source is already there, and no model wrote the rounds.
 */
export function summarise(rows: readonly LibraryRow[], definition: SequentialDefinition): StrategySummary[] {
  const groups = new Map<string, LibraryRow[]>();
  for (const row of rows) {
    if (
      row.status !== 'done' ||
      !countsInMeans(row) ||
      sequentialOf(row, definition) === null ||
      row.tokenizer === null
    )
      continue;
    const key = JSON.stringify([row.strategy, row.tokenizer, row.ruleBased]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()]
    .map((group) => summaryOf(group, definition))
    .sort((left, right) => right.count - left.count || right.strategy.localeCompare(left.strategy));
}

function summaryOf(group: readonly LibraryRow[], definition: SequentialDefinition): StrategySummary {
  const first = group[0]!;
  return {
    strategy: first.strategy,
    tokenizer: first.tokenizer ?? '',
    ruleBased: first.ruleBased,
    count: group.length,
    models: [...new Set(group.map(({ model }) => model))].sort(),
    sequentialTokens: mean(group.map((row) => sequentialOf(row, definition) ?? 0)) ?? 0,
    totalTokens: mean(group.map((row) => row.totalTokens ?? 0)) ?? 0,
    anyImported: group.some(({ origin }) => origin.kind === 'imported'),
    anyEstimate: group.some(({ isEstimate }) => isEstimate === true),
  };
}
