import type { Edit } from '#lib/contract/curation-edits.ts';
import type { Decomposition } from '#lib/contract/curation-record.ts';
import { numberOf, parentsOf } from './draft-steps.ts';
import { type EditResult, refuse, unknownStep } from './edit-refusal.ts';

type Result = EditResult<{ decomposition: Decomposition }>;
type EditOf<T extends Edit['type']> = Extract<Edit, { type: T }>;

export function addDependency(draft: Decomposition, { parent, step }: EditOf<'add-dependency'>): Result {
  const from = numberOf(draft, parent);
  const to = numberOf(draft, step);
  if (from === null) return unknownStep(parent);
  if (to === null) return unknownStep(step);
  const own = parentsOf(draft, step);
  if (own.includes(parent)) return refuse('nothing-changes', `Step ${to} depends on step ${from} already.`);
  // Dependencies lead from earlier to later steps: one more of these closes no cycle.
  const path = from < to ? null : closingPath(draft, parent, step);
  if (path) return refuse('cycle', `${to} would depend on itself: ${path.join(' → ')}.`, { path });
  if (from > to)
    return refuse(
      'parent-is-later',
      `A step can only depend on earlier ones, and step ${from} comes after step ${to}.`,
      {
        instead: {
          label: `Let step ${from} depend on step ${to}`,
          edit: { type: 'add-dependency', parent: step, step: parent },
        },
      },
    );
  return { decomposition: { ...draft, parents: { ...draft.parents, [step]: [...own, parent] } } };
}

export function removeDependency(
  draft: Decomposition,
  { parent, step }: EditOf<'remove-dependency'>,
): Result {
  const from = numberOf(draft, parent);
  const to = numberOf(draft, step);
  if (from === null) return unknownStep(parent);
  if (to === null) return unknownStep(step);
  const own = parentsOf(draft, step);
  if (!own.includes(parent))
    return refuse('unknown-dependency', `Step ${to} does not depend on step ${from} directly.`);
  const { [step]: _, ...rest } = draft.parents;
  const left = own.filter((id) => id !== parent);
  return { decomposition: { ...draft, parents: left.length > 0 ? { ...rest, [step]: left } : rest } };
}

/**
 * Step numbers from `step` along those that need it to `parent`, and back: the shortest such way; null without one.
 * Linear in steps and dependencies.
 */
function closingPath(draft: Decomposition, parent: string, step: string): readonly number[] | null {
  const children = new Map<string, string[]>();
  for (const { id } of draft.steps)
    for (const needed of parentsOf(draft, id)) {
      const known = children.get(needed);
      if (known) known.push(id);
      else children.set(needed, [id]);
    }
  const came = new Map<string, string | null>([[step, null]]);
  for (const at of came.keys()) {
    if (at === parent) break;
    for (const child of children.get(at) ?? []) if (!came.has(child)) came.set(child, at);
  }
  if (!came.has(parent)) return null;
  const path: number[] = [];
  for (let at: string | null | undefined = parent; at; at = came.get(at))
    path.unshift(numberOf(draft, at) ?? 0);
  return [...path, path[0] ?? 0];
}
