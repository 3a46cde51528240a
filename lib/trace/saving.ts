import type { TraceState } from './state.ts';

/** One run, as the input of a saving. */
export interface RunLength {
  /** Sequential tokens; both runs use one definition and one reading. */
  readonly tokens: number | null;
  readonly tokenizer: string | null;
  /**
   * Whether it reached its end: false for a run that continues or broke off, and for the part of one up to a playhead.
   */
  readonly isWhole: boolean;
}

/** Why there is no saving. `missing`: a run has no tokens. */
export type NoSaving = 'missing' | 'tokenizers' | 'partial';

export type Saving =
  | { readonly share: number; readonly none: null }
  | { readonly share: null; readonly none: NoSaving };

export const isWhole = (status: TraceState['status']): boolean => status === 'done';

/** 1 − the run's sequential tokens ÷ those of the real sequential run: the same number in every view. */
export function savedAgainstSequential(run: RunLength, sequential: RunLength): Saving {
  const none = whyNone(run, sequential);
  if (none !== null || run.tokens === null || sequential.tokens === null)
    return { share: null, none: none ?? 'missing' };
  return { share: 1 - run.tokens / sequential.tokens, none: null };
}

function whyNone(run: RunLength, sequential: RunLength): NoSaving | null {
  if (run.tokens === null || !sequential.tokens) return 'missing';
  if (run.tokenizer !== sequential.tokenizer) return 'tokenizers';
  return run.isWhole && sequential.isWhole ? null : 'partial';
}
