import { assertUnreachable } from '#lib/base/assert.ts';
import { type Edit, maxTextLength, type Part, parts } from '#lib/contract/curation-edits.ts';
import type { Decomposition, LineRange, SourceLines, Step } from '#lib/contract/curation-record.ts';
import { intersect, lineWords, subtract, unite } from '../line-ranges.ts';
import { carveStep, joined } from './carve-step.ts';
import {
  firstLineOf,
  inOrder,
  type LooseDraft,
  linesOf,
  loosen,
  normaliseDraft,
  numberOf,
  parentsOf,
  withoutLines,
  withoutStep,
} from './draft-steps.ts';
import { type EditResult, refuse, unknownStep } from './edit-refusal.ts';

/**
 * Applies one correction. Never throws: it refuses, with the reason, an edit that names something that does not exist,
 * or that would break what holds of every draft (parents are earlier steps, ranges are normalised, steps are in the
 * order of their first lines). Unchanged parts keep their identity.
 */
export function applyEdit(
  source: SourceLines,
  draft: Decomposition,
  edit: Edit,
): EditResult<{ decomposition: Decomposition }> {
  switch (edit.type) {
    case 'assign-lines':
      return assignLines(source, draft, edit);
    case 'drop-lines':
      return dropLines(source, draft, edit);
    case 'new-step':
      return newStep(source, draft, edit);
    case 'split-step':
      return splitStep(draft, edit);
    case 'merge-step':
      return mergeStep(draft, edit);
    case 'delete-step':
      return deleteStep(draft, edit);
    case 'edit-text':
      return editText(draft, edit);
    case 'add-dependency':
      return addDependency(draft, edit);
    case 'remove-dependency':
      return removeDependency(draft, edit);
    case 'set-plan-only':
      return setPlanOnly(draft, edit);
    default:
      return assertUnreachable(edit);
  }
}

function assignLines(source: SourceLines, draft: Decomposition, edit: EditOf<'assign-lines'>): Result {
  const refused = refuseLines(source, edit);
  if (refused) return refused;
  const target = draft.steps.find(({ id }) => id === edit.step);
  if (!target) return unknownStep(edit.step);
  const range = [{ first: edit.first, last: edit.last }];
  const steps = draft.steps.map((step) => {
    if (step !== target) return withoutLines(step, range);
    const others = withoutOthers(step, edit.part, range);
    const lines = unite(step[edit.part], range);
    return others === step && lines === step[edit.part] ? step : { ...others, [edit.part]: lines };
  });
  if (steps.every((step, index) => step === draft.steps[index])) {
    const number = numberOf(draft, edit.step);
    return refuse(
      'nothing-changes',
      `${lineWords(edit)}: already the ${edit.part} of step ${number}, and of no other.`,
    );
  }
  return withoutEmptied(draft, steps, edit.step);
}

function dropLines(source: SourceLines, draft: Decomposition, edit: EditOf<'drop-lines'>): Result {
  const refused = refuseLines(source, edit);
  if (refused) return refused;
  const steps = draft.steps.map((step) => withoutLines(step, [edit]));
  if (steps.every((step, index) => step === draft.steps[index]))
    return refuse('nothing-changes', `${lineWords(edit)}: of no step already.`);
  return withoutEmptied(draft, steps, null);
}

function newStep(source: SourceLines, draft: Decomposition, edit: EditOf<'new-step'>): Result {
  const refused = refuseLines(source, edit);
  if (refused) return refused;
  const lines = [{ first: edit.first, last: edit.last }];
  const from = draft.steps.filter((step) => intersect(linesOf(step), lines).length > 0);
  const [only] = from;
  if (from.length === 1 && only && isExactly(only, edit))
    return refuse(
      'nothing-changes',
      `${lineWords(edit)}: a step of its own already, ${numberOf(draft, only.id)}.`,
    );
  return normaliseDraft(draft, carveStep(draft, { line: edit.first, from, lines }));
}

function isExactly(step: Step, { first, last }: LineRange): boolean {
  const [range, ...rest] = linesOf(step);
  return rest.length === 0 && range?.first === first && range.last === last;
}

function withoutOthers(step: Step, kept: Part, range: readonly LineRange[]): Step {
  let result = step;
  for (const part of parts) {
    if (part === kept) continue;
    const left = subtract(result[part], range);
    if (left !== result[part]) result = { ...result, [part]: left };
  }
  return result;
}

/** Removes steps that lost their last line; a step that had none before (a proposal may contain one) stays. */
function withoutEmptied(draft: Decomposition, steps: readonly Step[], heir: string | null): Result {
  const emptied = steps.filter((step, index) => {
    const before = draft.steps[index];
    return (
      before !== undefined && step !== before && firstLineOf(step) === null && firstLineOf(before) !== null
    );
  });
  if (emptied.length === 0 && inOrder(steps) === steps) return { decomposition: { ...draft, steps } };
  let loose: LooseDraft = { ...loosen(draft), steps };
  for (const { id } of emptied) loose = withoutStep(loose, id, heir);
  return normaliseDraft(draft, loose);
}

function refuseLines(source: SourceLines, { first, last }: LineRange) {
  const count = source.lines.length;
  if (Number.isInteger(first) && Number.isInteger(last) && first >= 1 && first <= last && last <= count)
    return null;
  return refuse('unknown-lines', `${lineWords({ first, last })}: the source has the lines 1 to ${count}.`);
}

type Result = EditResult<{ decomposition: Decomposition }>;
type EditOf<T extends Edit['type']> = Extract<Edit, { type: T }>;

function splitStep(draft: Decomposition, { step: id, at }: EditOf<'split-step'>): Result {
  const step = draft.steps.find((candidate) => candidate.id === id);
  if (!step) return unknownStep(id);
  const number = numberOf(draft, id);
  const lines = Number.isInteger(at)
    ? intersect(linesOf(step), [{ first: at, last: Number.MAX_SAFE_INTEGER }])
    : [];
  const first = firstLineOf(step);
  const start = lines[0]?.first;
  if (start === undefined) return refuse('cannot-split', `Step ${number} has no line from ${at} on.`);
  if (start === first)
    return refuse('cannot-split', `Step ${number} starts at line ${first}: split it at a later one.`);
  return normaliseDraft(draft, carveStep(draft, { line: at, from: [step], lines }));
}

function mergeStep(draft: Decomposition, { step: id }: EditOf<'merge-step'>): Result {
  const index = draft.steps.findIndex((step) => step.id === id);
  const [step, next] = [draft.steps[index], draft.steps[index + 1]];
  if (!step) return unknownStep(id);
  if (!next)
    return refuse(
      'nothing-follows',
      `Step ${index + 1} is the last one: nothing follows to be joined to it.`,
    );
  const merged = mergeSteps(step, next);
  const loose = loosen(draft);
  const steps = loose.steps.map((other) => (other === step ? merged : other));
  const without = withoutStep({ ...loose, steps }, next.id, id);
  return normaliseDraft(draft, without);
}

/**
 * Everything after the first step's fork becomes its execution, whatever it was in the second, so that no text moves.
 */
function mergeSteps(step: Step, next: Step): Step {
  const forked = step.execution.length > 0;
  const goesOn = next.plan.length > 0 || next.execution.length > 0;
  return {
    id: step.id,
    description: joined([step.description, next.description], '; '),
    prompt: joined([step.prompt, next.prompt], '\n'),
    plan: forked ? step.plan : unite(step.plan, next.plan),
    execution: forked
      ? unite(step.execution, [...next.plan, ...next.execution, ...(goesOn ? step.comment : [])])
      : next.execution,
    comment: forked && goesOn ? next.comment : unite(step.comment, next.comment),
    planOnly: step.planOnly === next.planOnly ? step.planOnly : 'by-rule',
  };
}

function deleteStep(draft: Decomposition, { step: id }: EditOf<'delete-step'>): Result {
  if (numberOf(draft, id) === null) return unknownStep(id);
  return normaliseDraft(draft, withoutStep(loosen(draft), id, null));
}

function editText(draft: Decomposition, { step: id, field, text }: EditOf<'edit-text'>): Result {
  if (text.length > maxTextLength)
    return refuse(
      'text-too-long',
      `The ${field} has ${text.length.toLocaleString('en')} characters; at most ${maxTextLength.toLocaleString('en')} fit.`,
    );
  return changeStep(draft, id, `The ${field} says this already.`, (step) =>
    step[field] === text ? step : { ...step, [field]: text },
  );
}

function setPlanOnly(draft: Decomposition, { step: id, planOnly }: EditOf<'set-plan-only'>): Result {
  return changeStep(draft, id, 'This is set already.', (step) =>
    step.planOnly === planOnly ? step : { ...step, planOnly },
  );
}

function changeStep(draft: Decomposition, id: string, same: string, change: (step: Step) => Step): Result {
  const index = draft.steps.findIndex((step) => step.id === id);
  const step = draft.steps[index];
  if (!step) return unknownStep(id);
  const changed = change(step);
  if (changed === step) return refuse('nothing-changes', `Step ${index + 1}: ${same}`);
  return { decomposition: { ...draft, steps: draft.steps.with(index, changed) } };
}

function addDependency(draft: Decomposition, { parent, step }: EditOf<'add-dependency'>): Result {
  const from = numberOf(draft, parent);
  const to = numberOf(draft, step);
  if (from === null) return unknownStep(parent);
  if (to === null) return unknownStep(step);
  const own = parentsOf(draft, step);
  if (own.includes(parent)) return refuse('nothing-changes', `Step ${to} depends on step ${from} already.`);
  // Dependencies lead from earlier to later steps: another one in this direction closes no cycle.
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

function removeDependency(draft: Decomposition, { parent, step }: EditOf<'remove-dependency'>): Result {
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
 * Step numbers from `step` along those that need it to `parent`, and back: the shortest such path; null if there is
 * none. Linear in steps and dependencies.
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
