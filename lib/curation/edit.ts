import type { Part } from './decomposition.ts';

/** One correction by a person. Steps are named by id; new ids follow from the edit alone, so that a log replays alike. */
export type Edit =
  /** The lines become this part of this step, and no longer anything of another. Dragging a boundary is one of these. */
  | {
      readonly type: 'assign-lines';
      readonly first: number;
      readonly last: number;
      readonly step: string;
      readonly part: Part;
    }
  /** The lines belong to no step. */
  | { readonly type: 'drop-lines'; readonly first: number; readonly last: number }
  /** The lines become a step of their own, each the part it was; lines of no step join their neighbours' part. */
  | { readonly type: 'new-step'; readonly first: number; readonly last: number }
  /** Lines from `at` on become a step of their own, right after. */
  | { readonly type: 'split-step'; readonly step: string; readonly at: number }
  /** Joins the step that follows to this one. */
  | { readonly type: 'merge-step'; readonly step: string }
  | { readonly type: 'delete-step'; readonly step: string }
  | {
      readonly type: 'edit-text';
      readonly step: string;
      readonly field: 'prompt' | 'description';
      readonly text: string;
    }
  | { readonly type: 'add-dependency'; readonly parent: string; readonly step: string }
  | { readonly type: 'remove-dependency'; readonly parent: string; readonly step: string }
  | {
      readonly type: 'set-plan-only';
      readonly step: string;
      readonly planOnly: 'by-rule' | 'always' | 'never';
    };
