import { type Edit, maxTextLength } from '#lib/contract/curation-edits.ts';
import type { Decomposition, Step } from '#lib/contract/curation-record.ts';
import { carveStep, joined } from './carve-step.ts';
import { firstLineOf, linesOf, loosen, numberOf, settle, withoutStep } from './draft-steps.ts';
import { type EditResult, refuse, unknownStep } from './edit-refusal.ts';
import { intersect, unite } from './line-ranges.ts';

type Result = EditResult<{ decomposition: Decomposition }>;
type EditOf<T extends Edit['type']> = Extract<Edit, { type: T }>;

export function splitStep(draft: Decomposition, { step: id, at }: EditOf<'split-step'>): Result {
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
  return settle(draft, carveStep(draft, { line: at, from: [step], lines }));
}

export function mergeStep(draft: Decomposition, { step: id }: EditOf<'merge-step'>): Result {
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
  return settle(draft, without);
}

/** What follows the fork of the first is its work, whatever it was in the second, so that no text changes places. */
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

export function deleteStep(draft: Decomposition, { step: id }: EditOf<'delete-step'>): Result {
  if (numberOf(draft, id) === null) return unknownStep(id);
  return settle(draft, withoutStep(loosen(draft), id, null));
}

export function editText(draft: Decomposition, { step: id, field, text }: EditOf<'edit-text'>): Result {
  if (text.length > maxTextLength)
    return refuse(
      'text-too-long',
      `The ${field} has ${text.length.toLocaleString('en')} characters; at most ${maxTextLength.toLocaleString('en')} fit.`,
    );
  return changeStep(draft, id, `The ${field} says this already.`, (step) =>
    step[field] === text ? step : { ...step, [field]: text },
  );
}

export function setPlanOnly(draft: Decomposition, { step: id, planOnly }: EditOf<'set-plan-only'>): Result {
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
