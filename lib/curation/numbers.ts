import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { CuratedNumbers, CuratedStage } from './curated.ts';
import type { CurationSettings } from './settings.ts';

export interface NumbersInput {
  readonly steps: number;
  readonly stages: readonly CuratedStage[];
  readonly settings: Pick<CurationSettings, 'ratioOf'>;
  /** Of each line of the source. */
  readonly lineTokens: readonly number[];
  /** Of the final answer that the source gives apart from its thinking; 0 where it has none. */
  readonly answerTokens: number;
  /** Of the written trajectory, and what it counts as a whole. */
  readonly state: TraceState;
  readonly sampleTokens: number;
}

/** Before → after. The ratio by the profile's definition; tokens after as any import is measured, by `authors`. */
export function numbersOf({
  steps,
  stages,
  settings,
  lineTokens,
  answerTokens,
  state,
  sampleTokens,
}: NumbersInput): CuratedNumbers {
  const prompts = stages.reduce((sum, stage) => sum + stage.prompts.length, 0);
  const counted = settings.ratioOf === 'steps' ? steps : prompts;
  const metrics = sessionMetrics(state);
  return {
    steps,
    stages: stages.length,
    prompts,
    ratio: stages.length === 0 ? 0 : counted / stages.length,
    sequentialTokensBefore: lineTokens.reduce((sum, tokens) => sum + tokens, answerTokens),
    sequentialTokensAfter: metrics.sequentialTokens.authors,
    totalTokensAfter: metrics.totalTokens,
    sampleTokens,
  };
}
