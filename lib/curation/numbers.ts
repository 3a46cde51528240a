import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { CuratedNumbers, CuratedStage } from './curated.ts';

export interface NumbersInput {
  readonly steps: number;
  readonly stages: readonly CuratedStage[];
  readonly settings: Pick<CurationSettings, 'ratioOf'>;
  /** Tokens of the source, and of the final answer that it gives separately from its thinking. */
  readonly sourceTokens: number;
  /** The written trajectory, and the tokens of the whole sample. */
  readonly state: TraceState;
  readonly sampleTokens: number;
  readonly correction: TokenNumbers;
}

/** The numbers of a record that count tokens. */
export type TokenNumbers = Pick<
  CuratedNumbers,
  'sequentialTokensBefore' | 'sequentialTokensAfter' | 'totalTokensAfter' | 'sampleTokens'
>;

export const none: TokenNumbers = {
  sequentialTokensBefore: 0,
  sequentialTokensAfter: 0,
  totalTokensAfter: 0,
  sampleTokens: 0,
};

/** The sum of both, number by number; `sign` −1 subtracts the second. */
export const plus = (one: TokenNumbers, other: TokenNumbers, sign: 1 | -1 = 1): TokenNumbers => ({
  sequentialTokensBefore: one.sequentialTokensBefore + sign * other.sequentialTokensBefore,
  sequentialTokensAfter: one.sequentialTokensAfter + sign * other.sequentialTokensAfter,
  totalTokensAfter: one.totalTokensAfter + sign * other.totalTokensAfter,
  sampleTokens: one.sampleTokens + sign * other.sampleTokens,
});

/**
 * Before → after. The ratio follows the profile's definition; tokens after are measured as for any import, by
 * `authors`.
 */
export function numbersOf({
  steps,
  stages,
  settings,
  sourceTokens,
  state,
  sampleTokens,
  correction,
}: NumbersInput): CuratedNumbers {
  const prompts = stages.reduce((sum, stage) => sum + stage.prompts.length, 0);
  const counted = settings.ratioOf === 'steps' ? steps : prompts;
  const metrics = sessionMetrics(state);
  return {
    steps,
    stages: stages.length,
    prompts,
    ratio: stages.length === 0 ? 0 : counted / stages.length,
    ...plus(
      {
        sequentialTokensBefore: sourceTokens,
        sequentialTokensAfter: metrics.sequentialTokens.authors,
        totalTokensAfter: metrics.totalTokens,
        sampleTokens,
      },
      correction,
    ),
  };
}
