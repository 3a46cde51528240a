import type { ComputedCheck } from './check.ts';
import { counted } from './words.ts';

/** Below it the authors' curation drops a trace (there counted in steps, not in prompts). */
const LEAST_RATIO = 1.5;

export const lowRatio: ComputedCheck = {
  code: 'low-ratio',
  kind: 'note',
  severity: 'note',
  certainty: 'certain',
  title: 'Low parallelization ratio',
  description: `Fewer than ${LEAST_RATIO} prompts a stage. The authors’ curation keeps traces from ${LEAST_RATIO} on, where it counts steps; here, as of any trace that is no curation record, prompts ÷ stages are counted.`,
  example: 'Three stages with four prompts in all: 4 ÷ 3 ≈ 1.33.',
  find(trace) {
    const { prompts, stages, parallelizationRatio } = trace.metrics();
    if (!trace.isOver || parallelizationRatio === null || parallelizationRatio >= LEAST_RATIO) return [];
    return [
      {
        places: [],
        explanation: `Parallelization ratio ${parallelizationRatio.toFixed(2)} = ${counted(prompts, 'prompt')} ÷ ${counted(stages, 'stage')}, below ${LEAST_RATIO}.`,
      },
    ];
  },
};
