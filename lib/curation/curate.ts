import type { Decomposition, SourceLines } from '#lib/contract/curation-record.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import { coverage } from './coverage.ts';
import type { Curated } from './curated.ts';
import { rejectionsOf } from './filter.ts';
import { finalAnswerOf } from './final-answer.ts';
import { findingsIn, leaksIn } from './leaks.ts';
import { none, numbersOf, type TokenNumbers } from './numbers.ts';
import { roundsOf } from './rounds.ts';
import { isSelfContained } from './self-contained.ts';
import { textOf } from './source-text.ts';
import { type CountTokens, trajectoryState } from './trajectory-state.ts';
import { write } from './write.ts';

export interface CurateInput {
  readonly source: SourceLines;
  readonly decomposition: Decomposition;
  readonly settings: CurationSettings;
  readonly question: string | null;
  readonly expected: string | null;
  /** The final answer as the source words it, apart from its thinking; null where it has none. */
  readonly answer: string | null;
  readonly countTokens: CountTokens;
  /** Added to what `countTokens` comes to: how far its estimates were off where the exact numbers are known. */
  readonly correction?: TokenNumbers;
}

/**
 * All that follows from a decomposition. Pure; never throws for what the decomposition holds. The cost is the text's:
 * of 200 steps in 60 kB some 20 ms without counting (bench/curate.ts), half of that the search for leaks.
 * @param options.leaks false leaves out that search and the doctor's
 */
export function curate(input: CurateInput, options: { leaks?: boolean } = {}): Curated {
  const { source, decomposition, settings, question, expected } = input;
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
  const { state, count } = trajectoryState(trajectory, input.countTokens);
  const numbers = numbersOf({
    steps: steps.length,
    stages,
    settings,
    state,
    sourceTokens: count(source.text.trim()) + count(input.answer?.trim() ?? ''),
    sampleTokens: count(trajectory),
    correction: input.correction ?? none,
  });
  const leaks = options.leaks === false ? [] : leaksIn(state, steps);
  const findings = options.leaks === false ? [] : findingsIn(state);
  const isWholeText = !source.lines.some(({ missing }) => missing);
  const emptyPrompts = steps.flatMap(({ promptName }, index) => {
    const step = decomposition.steps[index];
    return promptName !== null && step && !isSelfContained(step, textOf(source, step.plan))
      ? [promptName]
      : [];
  });
  const reasons = rejectionsOf({
    ...{ settings, numbers, stages, emptyPrompts, leaks, findings, answer, isWholeText, expected },
  });
  return {
    steps,
    stages,
    numbers,
    trajectory,
    kept: reasons.length === 0,
    reasons,
    leaks,
    findings,
    coverage: coverage(source, decomposition.steps),
  };
}
