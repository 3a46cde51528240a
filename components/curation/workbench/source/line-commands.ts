import type { ChosenLines, WorkbenchState } from '#components/curation/workbench/workbench-types.ts';
import { type Edit, type Part, parts } from '#lib/contract/curation-edits.ts';
import { firstLineOf } from '#lib/curation/edits/draft-steps.ts';
import { boundaryEdit } from './line-boundary.ts';
import { lineRuns, runAt } from './line-places.ts';

type Bench = Pick<WorkbenchState, 'draft' | 'source' | 'lines' | 'selected'>;

/** The chosen lines in ascending order; null where none is. */
export function chosenRange(lines: ChosenLines | null): { first: number; last: number } | null {
  if (!lines) return null;
  return { first: Math.min(lines.anchor, lines.head), last: Math.max(lines.anchor, lines.head) };
}

/** The step that receives chosen lines: the selected one, else the one before them, else the first. */
export function targetStep({ draft, lines, selected }: Bench): string | null {
  if (selected !== null) return selected;
  const range = chosenRange(lines);
  const before = draft.steps.findLast((step) => (firstLineOf(step) ?? Infinity) <= (range?.first ?? 0));
  return (before ?? draft.steps[0])?.id ?? null;
}

/** The edit that makes the chosen lines a part of a step. */
export function assignEdit(bench: Bench, part: Part, step = targetStep(bench)): Edit | null {
  const range = chosenRange(bench.lines);
  return range && step !== null ? { type: 'assign-lines', ...range, step, part } : null;
}

/** Gives the chosen lines to the step before or after theirs: at its end, or at its beginning. */
export function giveEdit(bench: Bench, by: 1 | -1): Edit | null {
  const { steps } = bench.draft;
  const own = steps.findIndex(({ id }) => id === targetStep(bench));
  const taker = steps[own + by];
  if (own < 0 || !taker) return null;
  const inOrder: readonly Part[] = by > 0 ? parts : parts.toReversed();
  return assignEdit(bench, inOrder.find((part) => taker[part].length > 0) ?? 'plan', taker.id);
}

/** Moves the start or the end of the run of lines at the cursor that share its step and part. */
export function moveBoundaryEdit(
  { draft, source, lines }: Bench,
  edge: 'start' | 'end',
  by: 1 | -1,
): Edit | null {
  const runs = lineRuns(source.lines.length, draft.steps);
  const run = lines && runAt(runs, lines.head);
  if (!run) return null;
  const boundary = edge === 'start' ? run.first - 1 : run.last;
  return boundaryEdit(runs, boundary, boundary + by);
}

/**
 * The step that lies `by` steps after the selected one, or after that of the line at the cursor; stays within the
 * steps.
 */
export function neighbourStep(bench: Bench, by: 1 | -1): string | null {
  const { steps } = bench.draft;
  const own = steps.findIndex(({ id }) => id === bench.selected);
  if (own >= 0) return steps[own + by]?.id ?? null;
  const line = bench.lines?.head ?? 0;
  const found =
    by > 0
      ? steps.find((step) => (firstLineOf(step) ?? 0) > line)
      : steps.findLast((step) => (firstLineOf(step) ?? Infinity) < line);
  return found?.id ?? null;
}
