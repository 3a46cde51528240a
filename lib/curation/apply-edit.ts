import { assertUnreachable } from '#lib/base/assert.ts';
import type { Edit } from '#lib/contract/curation-edits.ts';
import type { Decomposition, SourceLines } from '#lib/contract/curation-record.ts';
import { addDependency, removeDependency } from './apply-dependency-edit.ts';
import { assignLines, dropLines, newStep } from './apply-line-edit.ts';
import { deleteStep, editText, mergeStep, setPlanOnly, splitStep } from './apply-step-edit.ts';
import type { EditResult } from './edit-refusal.ts';

/**
 * One correction. Never throws: an edit that names what is not there, or that would break what holds of every draft
 * (parents are earlier steps, ranges are normalised, steps stand in the order of their first lines), is refused with
 * the reason. What does not change keeps its identity.
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
