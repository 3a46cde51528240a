import { countsInMeans } from '#components/library/row.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import { sumOfUses, type UseCounts } from '#lib/doctor/parallel-use/counts.ts';
import type { Reading } from '#lib/trace/sequential-tokens.ts';

/** Traces whose tokens may be added up: of one model, counted with one tokenizer, rule-based ones apart. */
export interface UseGroup {
  readonly model: string;
  readonly ruleBased: boolean;
  readonly tokenizer: string;
  readonly traces: number;
  readonly use: UseCounts;
  /** The numbers in tokens of any trace are estimates. */
  readonly anyEstimate: boolean;
}

export interface UseChart {
  /** The largest first. */
  readonly groups: readonly UseGroup[];
  /** Over all groups. Its tokens mean nothing where there are several tokenizers. */
  readonly all: UseCounts;
  readonly traces: number;
  /** SPRINT traces left out: running, without a finished stage, not counted yet, or made from a curation record. */
  readonly leftOut: number;
  readonly tokenizers: readonly string[];
  readonly anyEstimate: boolean;
}

/** Sums over the rows, not means of their shares: a trace of many executions weighs more. */
export function parallelUseChart(rows: readonly LibraryRow[], reading: Reading): UseChart {
  const groups = new Map<string, LibraryRow[]>();
  let leftOut = 0;
  for (const row of rows) {
    if (row.strategy !== 'sprint') continue;
    if (!countsInMeans(row) || !row.parallelUse || row.parallelUse[reading].onePrompt.of === 0) {
      leftOut += 1;
      continue;
    }
    const key = JSON.stringify([row.model, row.ruleBased, row.tokenizer]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const summed = [...groups.values()]
    .map((group) => groupOf(group, reading))
    .sort((left, right) => right.traces - left.traces || left.model.localeCompare(right.model));
  return {
    groups: summed,
    all: sumOfUses(summed.map(({ use }) => use)),
    traces: summed.reduce((sum, { traces }) => sum + traces, 0),
    leftOut,
    tokenizers: [...new Set(summed.map(({ tokenizer }) => tokenizer))],
    anyEstimate: summed.some(({ anyEstimate }) => anyEstimate),
  };
}

function groupOf(rows: readonly LibraryRow[], reading: Reading): UseGroup {
  const first = rows[0]!;
  return {
    model: first.model,
    ruleBased: first.ruleBased,
    tokenizer: first.tokenizer ?? '',
    traces: rows.length,
    use: sumOfUses(rows.flatMap(({ parallelUse }) => parallelUse?.[reading] ?? [])),
    anyEstimate: rows.some(({ isEstimate }) => isEstimate === true),
  };
}
