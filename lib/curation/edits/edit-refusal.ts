import type { Edit } from '#lib/contract/curation-edits.ts';

/** Why an edit was refused: the draft does not change. */
export interface EditRefusal {
  readonly code:
    | 'unknown-step'
    | 'unknown-lines'
    | 'nothing-changes'
    | 'cannot-split'
    | 'nothing-follows'
    | 'cycle'
    | 'parent-is-later'
    | 'order'
    | 'unknown-dependency'
    | 'text-too-long';
  /** A sentence for people, with the steps' numbers. */
  readonly message: string;
  /** For a cycle: the step numbers along it, with the first one repeated at the end. */
  readonly path?: readonly number[];
  /** What could be done instead. */
  readonly instead?: { readonly label: string; readonly edit: Edit };
}

export type EditResult<T> = T | { readonly refused: EditRefusal };

export function refuse(
  code: EditRefusal['code'],
  message: string,
  more: Pick<EditRefusal, 'path' | 'instead'> = {},
): { readonly refused: EditRefusal } {
  return { refused: { code, message, ...more } };
}

export function unknownStep(id: string): { readonly refused: EditRefusal } {
  return refuse('unknown-step', `There is no step “${id.slice(0, 80)}” here.`);
}
