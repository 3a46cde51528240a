/** A range as an answer names it: whole numbers from 0, nothing else is sure about them. */
export interface RawRange {
  readonly first: number;
  readonly last: number;
}

/** A step as an answer words it. */
export interface RawStep {
  readonly description: string;
  readonly prompt: string;
  readonly plan: readonly RawRange[];
  readonly execution: readonly RawRange[];
  readonly comment: readonly RawRange[];
  /** What its heading claims ("Step 1 (lines 1-5)"): counts where it names no part. */
  readonly whole: readonly RawRange[];
}

/** No trace has more steps than lines; an answer that goes on without end is not read to its end. */
export const MAX_RAW_STEPS = 5_000;

/** Whether it names any line. */
export const hasLines = (step: RawStep): boolean =>
  [step.plan, step.execution, step.comment, step.whole].some((ranges) => ranges.length > 0);
