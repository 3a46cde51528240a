import { assertUnreachable } from '#lib/base/assert.ts';
import type { Edit } from '#lib/contract/curation-edits.ts';
import type { CurationSummary, Decomposition } from '#lib/contract/curation-record.ts';
import { numberOf } from '#lib/curation/edits/draft-steps.ts';
import { lineWords } from '#lib/curation/line-ranges.ts';

/** What an edit did, in a sentence: numbers of steps are those after it, unless the step is gone. */
export function editWords(edit: Edit, before: Decomposition, after: Decomposition): string {
  const step = (id: string) => numberOf(after, id) ?? numberOf(before, id) ?? '?';
  switch (edit.type) {
    case 'assign-lines':
      return `${lineWords(edit)} ${areNow(edit)} the ${edit.part} of step ${step(edit.step)}.`;
    case 'drop-lines':
      return `${lineWords(edit)} ${edit.first === edit.last ? 'belongs' : 'belong'} to no step now.`;
    case 'new-step':
      return `${lineWords(edit)} ${areNow(edit)} step ${newNumber(before, after)}.`;
    case 'split-step':
      return `Step ${step(edit.step)} is split at line ${edit.at}: what follows is step ${newNumber(before, after)}, which depends on it.`;
    case 'merge-step': {
      const number = numberOf(before, edit.step) ?? 0;
      return `Steps ${number} and ${number + 1} are one: step ${step(edit.step)}.`;
    }
    case 'delete-step':
      return `Step ${step(edit.step)} is deleted; its lines belong to no step.`;
    case 'edit-text':
      return `The ${edit.field} of step ${step(edit.step)} is changed.`;
    case 'add-dependency':
      return `Step ${step(edit.step)} now depends on step ${step(edit.parent)}.`;
    case 'remove-dependency':
      return `Step ${step(edit.step)} no longer depends on step ${step(edit.parent)}.`;
    case 'set-plan-only':
      return `Step ${step(edit.step)} ${planOnlyWords[edit.planOnly]}.`;
    default:
      return assertUnreachable(edit);
  }
}

export const planOnlyWords = {
  'by-rule': 'is plan-only if its execution is short',
  always: 'is plan-only',
  never: 'keeps its prompt, however short',
} as const;

function areNow({ first, last }: { first: number; last: number }): string {
  return first === last ? 'is now' : 'are now';
}

function newNumber(before: Decomposition, after: Decomposition): number {
  const known = new Set(before.steps.map(({ id }) => id));
  return after.steps.findIndex(({ id }) => !known.has(id)) + 1;
}

/** `Ratio 1.5 → 1.7, stages 6 → 5`; empty where neither changed. */
export function changeWords(before: CurationSummary, after: CurationSummary): string {
  const changes = [
    change('Ratio', ratioWords(before.ratio), ratioWords(after.ratio)),
    change('Stages', before.stages, after.stages),
    change('Prompts', before.prompts, after.prompts),
  ].filter((text) => text !== '');
  return changes.length > 0 ? `${changes.join(', ')}.` : '';
}

function change(name: string, before: string | number, after: string | number): string {
  return before === after ? '' : `${name} ${before} → ${after}`;
}

/** Two places, without a nought at the end: 1.5, 1.67. */
export function ratioWords(ratio: number): string {
  return String(Math.round(ratio * 100) / 100);
}
