import { type Edit, type Part, parts } from '#lib/contract/curation-edits.ts';
import type { Decomposition, LineRange, SourceLines, Step } from '#lib/contract/curation-record.ts';
import { carveStep } from './carve-step.ts';
import {
  firstLineOf,
  inOrder,
  type LooseDraft,
  linesOf,
  loosen,
  numberOf,
  settle,
  withoutLines,
  withoutStep,
} from './draft-steps.ts';
import { type EditResult, refuse, unknownStep } from './edit-refusal.ts';
import { intersect, lineWords, subtract, unite } from './line-ranges.ts';

type Result = EditResult<{ decomposition: Decomposition }>;
type EditOf<T extends Edit['type']> = Extract<Edit, { type: T }>;

export function assignLines(source: SourceLines, draft: Decomposition, edit: EditOf<'assign-lines'>): Result {
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
  return settleLines(draft, steps, edit.step);
}

export function dropLines(source: SourceLines, draft: Decomposition, edit: EditOf<'drop-lines'>): Result {
  const refused = refuseLines(source, edit);
  if (refused) return refused;
  const steps = draft.steps.map((step) => withoutLines(step, [edit]));
  if (steps.every((step, index) => step === draft.steps[index]))
    return refuse('nothing-changes', `${lineWords(edit)}: of no step already.`);
  return settleLines(draft, steps, null);
}

export function newStep(source: SourceLines, draft: Decomposition, edit: EditOf<'new-step'>): Result {
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
  return settle(draft, carveStep(draft, { line: edit.first, from, lines }));
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

/** Steps that lost their last line go; one that had none before (a proposal may hold such) stays. */
function settleLines(draft: Decomposition, steps: readonly Step[], heir: string | null): Result {
  const emptied = steps.filter((step, index) => {
    const before = draft.steps[index];
    return (
      before !== undefined && step !== before && firstLineOf(step) === null && firstLineOf(before) !== null
    );
  });
  if (emptied.length === 0 && inOrder(steps) === steps) return { decomposition: { ...draft, steps } };
  let loose: LooseDraft = { ...loosen(draft), steps };
  for (const { id } of emptied) loose = withoutStep(loose, id, heir);
  return settle(draft, loose);
}

function refuseLines(source: SourceLines, { first, last }: LineRange) {
  const count = source.lines.length;
  if (Number.isInteger(first) && Number.isInteger(last) && first >= 1 && first <= last && last <= count)
    return null;
  return refuse('unknown-lines', `${lineWords({ first, last })}: the source has the lines 1 to ${count}.`);
}
