import { coverage } from './coverage.ts';
import type { Curated } from './curated.ts';
import type { Decomposition } from './decomposition.ts';
import { rejectionsOf } from './filter.ts';
import { finalAnswerOf } from './final-answer.ts';
import { numbersOf } from './numbers.ts';
import { roundsOf } from './rounds.ts';
import type { CountTokens } from './segment-counter.ts';
import type { CurationSettings } from './settings.ts';
import type { SourceLines } from './source-lines.ts';
import { write } from './write.ts';

export interface CurateInput {
  readonly source: SourceLines;
  readonly decomposition: Decomposition;
  readonly settings: CurationSettings;
  readonly question: string | null;
  readonly expected: string | null;
  /** The final answer as the source words it, apart from its thinking; null where it has none. */
  readonly answer: string | null;
  /** Of each line of the source. */
  readonly lineTokens: readonly number[];
  readonly countTokens: CountTokens;
}

/** All that follows from a decomposition. Pure; never throws for what the decomposition holds. */
export function curate(input: CurateInput, _options: { leaks?: boolean } = {}): Curated {
  const { source, decomposition, settings, question, expected, lineTokens, countTokens } = input;
  const { steps, stages } = roundsOf(decomposition, settings);
  const { text, answer } = finalAnswerOf(source, input.answer);
  const trajectory = write({
    source,
    steps: decomposition.steps,
    curated: { steps, stages },
    question,
    answer: text,
    settings,
  });
  const numbers = numbersOf(trajectory, steps.length, stages, settings, lineTokens, countTokens);
  const leaks: Curated['leaks'] = [];
  const reasons = rejectionsOf({ settings, numbers, stages, leaks, answer, expected });
  return {
    steps,
    stages,
    numbers,
    trajectory,
    kept: reasons.length === 0,
    reasons,
    leaks,
    coverage: coverage(source, decomposition.steps),
  };
}
