import { parseTranscript } from '#lib/protocol/transcript-log.ts';
import type { CuratedNumbers, CuratedStage } from './curated.ts';
import { type CountTokens, segmentCounter } from './segment-counter.ts';
import type { CurationSettings } from './settings.ts';

export function numbersOf(
  trajectory: string,
  steps: number,
  stages: readonly CuratedStage[],
  settings: Pick<CurationSettings, 'ratioOf'>,
  lineTokens: readonly number[],
  countTokens: CountTokens,
): CuratedNumbers {
  const prompts = stages.reduce((sum, stage) => sum + stage.prompts.length, 0);
  const count = segmentCounter(countTokens);
  const counted = settings.ratioOf === 'steps' ? steps : prompts;
  return {
    steps,
    stages: stages.length,
    prompts,
    ratio: stages.length === 0 ? 0 : counted / stages.length,
    sequentialTokensBefore: lineTokens.reduce((sum, tokens) => sum + tokens, 0),
    ...trajectoryTokens(trajectory, count),
    sampleTokens: count(trajectory),
  };
}

/** Sequential tokens by definition `authors` (lib/trace/stage-tokens.ts), and all tokens, tags not counted. */
function trajectoryTokens(trajectory: string, countTokens: CountTokens) {
  const { stages, answer } = parseTranscript(trajectory);
  let sequentialTokensAfter = 0;
  let totalTokensAfter = 0;
  for (const { plan, executions } of stages) {
    let longest = countTokens(plan.text);
    totalTokensAfter += longest;
    for (const [index, { text }] of executions) {
      const end = plan.prompts[index - 1]?.end ?? plan.text.length;
      const tokens = countTokens(text);
      totalTokensAfter += tokens;
      longest = Math.max(longest, countTokens(plan.text.slice(0, end)) + tokens);
    }
    sequentialTokensAfter += longest;
  }
  const end = answer ? countTokens(answer.text) : 0;
  return { sequentialTokensAfter: sequentialTokensAfter + end, totalTokensAfter: totalTokensAfter + end };
}
