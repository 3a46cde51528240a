import type { Edit } from '#lib/contract/curation-edits.ts';
import { type LineRun, runAt } from './line-places.ts';

/**
 * How far the boundary after line `boundary` can go: every part keeps a line; only lost lines may disappear entirely.
 * Null where there is no boundary.
 */
export function boundaryLimits(
  runs: readonly LineRun[],
  boundary: number,
): { readonly from: number; readonly to: number } | null {
  const [above, below] = [runAt(runs, boundary), runAt(runs, boundary + 1)];
  if (!above || !below || above === below) return null;
  return {
    from: above.places.length === 0 ? above.first - 1 : above.first,
    to: below.places.length === 0 ? below.last : below.last - 1,
  };
}

/**
 * Moves the boundary after line `boundary` to after line `to`: the lines between change sides. Null where none does.
 */
export function boundaryEdit(runs: readonly LineRun[], boundary: number, to: number): Edit | null {
  const limits = boundaryLimits(runs, boundary);
  if (!limits || to === boundary || to < limits.from || to > limits.to) return null;
  const down = to > boundary;
  const taker = down ? runAt(runs, boundary) : runAt(runs, boundary + 1);
  const lines = down ? { first: boundary + 1, last: to } : { first: to + 1, last: boundary };
  const place = taker?.places[0];
  if (!place) return { type: 'drop-lines', ...lines };
  return { type: 'assign-lines', ...lines, step: place.step.id, part: place.part };
}
