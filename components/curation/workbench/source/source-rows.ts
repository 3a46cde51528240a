import type { Step } from '#lib/contract/curation-record.ts';
import { firstLineOf } from '#lib/curation/edits/draft-steps.ts';
import type { LineRun } from './line-places.ts';

interface RowPlace {
  readonly key: string;
  /** The line in this row, or the one that follows it. */
  readonly line: number;
  /** The line after which a draggable boundary runs along the top of this row; null where none does. */
  readonly boundary: number | null;
}

/** A row of the source: a line, or a heading or prompt between lines. */
export type SourceRow = RowPlace &
  (
    | { readonly kind: 'step'; readonly step: Step; readonly number: number }
    /** Shown where the fork would be. */
    | { readonly kind: 'prompt'; readonly step: Step; readonly number: number }
    | { readonly kind: 'line'; readonly run: LineRun }
  );

/** Lines in order, each step's heading before its first line and its prompt before its execution. */
export function sourceRows(runs: readonly LineRun[], steps: readonly Step[]): readonly SourceRow[] {
  const heads = new Map<number, number[]>();
  const forks = new Map<number, number[]>();
  for (const [index, step] of steps.entries()) {
    const first = firstLineOf(step);
    if (first !== null) heads.set(first, [...(heads.get(first) ?? []), index]);
    const fork = step.execution[0]?.first;
    if (fork !== undefined) forks.set(fork, [...(forks.get(fork) ?? []), index]);
  }
  const rows: SourceRow[] = [];
  for (const run of runs)
    for (let line = run.first; line <= run.last; line++) {
      let boundary = line === run.first && line > 1 ? line - 1 : null;
      const place = (key: string): RowPlace => {
        const own = { key, line, boundary };
        boundary = null;
        return own;
      };
      for (const index of heads.get(line) ?? []) {
        const step = steps[index];
        if (step) rows.push({ ...place(`step ${step.id}`), kind: 'step', step, number: index + 1 });
      }
      for (const index of forks.get(line) ?? []) {
        const step = steps[index];
        if (step) rows.push({ ...place(`prompt ${step.id}`), kind: 'prompt', step, number: index + 1 });
      }
      rows.push({ ...place(`line ${line}`), kind: 'line', run });
    }
  return rows;
}
