import { type Part, parts } from '#lib/contract/curation-edits.ts';
import type { Decomposition, LineRange, Step } from '#lib/contract/curation-record.ts';
import { normaliseRanges, subtract } from '../line-ranges.ts';
import { type EditResult, refuse } from './edit-refusal.ts';

/** A decomposition in transition from one valid state to the next. */
export interface LooseDraft {
  readonly steps: readonly Step[];
  readonly parents: ReadonlyMap<string, readonly string[]>;
}

/** Ids of the steps that `id` needs; empty where it needs none. */
export function parentsOf({ parents }: Pick<Decomposition, 'parents'>, id: string): readonly string[] {
  return Object.hasOwn(parents, id) ? (parents[id] ?? []) : [];
}

/** The step's number, from 1; null where there is no such step. */
export function numberOf({ steps }: Pick<Decomposition, 'steps'>, id: string): number | null {
  const index = steps.findIndex((step) => step.id === id);
  return index < 0 ? null : index + 1;
}

/** All lines of a step, of whatever part. */
export function linesOf(step: Step): readonly LineRange[] {
  return normaliseRanges([...step.plan, ...step.execution, ...step.comment]);
}

/** Its first line; null for a step without lines. */
export function firstLineOf(step: Step): number | null {
  let first = Number.POSITIVE_INFINITY;
  for (const part of parts) first = Math.min(first, step[part][0]?.first ?? first);
  return Number.isFinite(first) ? first : null;
}

/** The part that a line is in each step that has it: empty for a lost line, several for one used twice. */
export function ownersOf(
  { steps }: Pick<Decomposition, 'steps'>,
  line: number,
): readonly { readonly step: Step; readonly part: Part }[] {
  return steps.flatMap((step) =>
    parts
      .filter((part) => step[part].some(({ first, last }) => first <= line && line <= last))
      .map((part) => ({ step, part })),
  );
}

/** The step without these lines; the same object where it has none of them. */
export function withoutLines(step: Step, taken: readonly LineRange[]): Step {
  const plan = subtract(step.plan, taken);
  const execution = subtract(step.execution, taken);
  const comment = subtract(step.comment, taken);
  if (plan === step.plan && execution === step.execution && comment === step.comment) return step;
  return { ...step, plan, execution, comment };
}

export function loosen(draft: Decomposition): LooseDraft {
  return {
    steps: draft.steps,
    parents: new Map(draft.steps.map(({ id }) => [id, parentsOf(draft, id)])),
  };
}

/**
 * Removes a step. Those that needed it now need what it needed, so that none runs before what it had to wait for; if
 * its lines went to an heir, they need the heir too, and the heir needs what it needed.
 */
export function withoutStep(draft: LooseDraft, id: string, heir: string | null): LooseDraft {
  const needed = draft.parents.get(id) ?? [];
  const parents = new Map<string, readonly string[]>();
  for (const [step, own] of draft.parents) {
    if (step === id) continue;
    if (step === heir) parents.set(step, union(own, needed, [id, step]));
    else if (own.includes(id))
      parents.set(step, union(own, [...needed, ...(heir ? [heir] : [])], [id, step]));
    else parents.set(step, own);
  }
  return { steps: draft.steps.filter((step) => step.id !== id), parents };
}

function union(a: readonly string[], b: readonly string[], without: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])].filter((id) => !without.includes(id));
}

/** Adds needed steps; those that do not stand earlier are left out when the draft is normalised. */
export function withParents(draft: LooseDraft, id: string, added: readonly string[]): LooseDraft {
  const parents = new Map(draft.parents);
  parents.set(id, union(parents.get(id) ?? [], added, [id]));
  return { ...draft, parents };
}

/**
 * Sorts the steps by their first lines, and drops the dependencies that only the edit added and that this order does
 * not allow. Refuses the edit if an existing dependency would now lead backwards.
 */
export function normaliseDraft(
  before: Decomposition,
  loose: LooseDraft,
): EditResult<{ decomposition: Decomposition }> {
  const steps = inOrder(loose.steps);
  const place = new Map(steps.map(({ id }, index) => [id, index]));
  const parents: [string, readonly string[]][] = [];
  for (const { id } of steps) {
    const own = loose.parents.get(id) ?? [];
    const earlier = own.filter((parent) => (place.get(parent) ?? Infinity) < (place.get(id) ?? 0));
    const broken = parentsOf(before, id).find((parent) => place.has(parent) && !earlier.includes(parent));
    if (broken !== undefined && own.includes(broken)) {
      const [step, parent] = [numberOf(before, id), numberOf(before, broken)];
      return refuse(
        'order',
        `Step ${step} depends on step ${parent} and would then start before it. ` +
          `Remove that dependency first, or move fewer lines.`,
      );
    }
    if (earlier.length > 0) parents.push([id, earlier.length === own.length ? own : earlier]);
  }
  return { decomposition: { steps, parents: Object.fromEntries(parents) } };
}

/**
 * The steps by their first lines; the same array if already sorted. A step without lines keeps its place after the one
 * before it.
 */
export function inOrder(steps: readonly Step[]): readonly Step[] {
  let latest = 0;
  const keys = steps.map((step) => {
    latest = firstLineOf(step) ?? latest;
    return latest;
  });
  if (keys.every((key, index) => index === 0 || key >= (keys[index - 1] ?? 0))) return steps;
  return steps
    .map((step, index) => ({ step, key: keys[index] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ step }) => step);
}
