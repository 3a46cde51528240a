/** Lines `first` to `last`, both included, counted from 1. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** What a line of a step is: thinking before the task, the work itself, or what was seen in it afterwards. */
export const parts = ['plan', 'execution', 'comment'] as const;
export type Part = (typeof parts)[number];

/** One piece of a sequential trace (SPRINT §3.1). Its number is its place in `Decomposition.steps`, from 1. */
export interface Step {
  /** Stays the same while steps before it are split and merged: selection, edits and parents refer to it. */
  readonly id: string;
  readonly description: string;
  /** The task that an executor would get; empty where nobody wrote one. */
  readonly prompt: string;
  /** Ascending and apart from each other; empty where the step has no such part. */
  readonly plan: readonly LineRange[];
  readonly execution: readonly LineRange[];
  readonly comment: readonly LineRange[];
  /** Whether the execution joins the plan: as the profile's rule for short ones says, or as a person decided. */
  readonly planOnly: 'by-rule' | 'always' | 'never';
}

/** A trace taken apart: the steps in their order, and for each the ids of the earlier steps that it needs. */
export interface Decomposition {
  readonly steps: readonly Step[];
  /** By step id; a step that is not in it has no parents. Transitive edges are kept. */
  readonly parents: Readonly<Record<string, readonly string[]>>;
}
