import { keyAnswer } from '#lib/answers/answer-key.ts';
import { judge } from '#lib/answers/equality.ts';
import type { Rejection } from '#lib/contract/curation-record.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';
import type { Finding } from '#lib/contract/findings.ts';
import type { CuratedNumbers, CuratedStage, CurationLeak } from './curated.ts';
import { otherLeaks } from './leaks.ts';

export interface FilterInput {
  readonly settings: CurationSettings;
  readonly numbers: CuratedNumbers;
  readonly stages: readonly CuratedStage[];
  /** Names of prompts without anything to work on (self-contained.ts). */
  readonly emptyPrompts: readonly string[];
  readonly leaks: readonly CurationLeak[];
  readonly findings: readonly Finding[];
  readonly answer: string | null;
  /** False if lines are missing (the authors' files): one of them may hold the final answer. */
  readonly isWholeText: boolean;
  readonly expected: string | null;
}

/** Every reason to reject a record; none if we keep it. */
export function rejectionsOf(input: FilterInput): Rejection[] {
  const { settings, numbers, stages, leaks, answer, expected } = input;
  if (numbers.steps === 0)
    return [
      { code: 'no-steps', message: 'There are no steps: mark some lines, or take the trace apart anew.' },
    ];
  const reasons: Rejection[] = [];
  const { minRatio, maxStages, maxPrompts, maxTokens, ratioOf } = settings;
  const add = (code: Rejection['code'], message: string, value?: number | string, limit?: number | string) =>
    reasons.push({
      code,
      message,
      ...(value !== undefined && { value }),
      ...(limit !== undefined && { limit }),
    });
  if (numbers.ratio < minRatio)
    add(
      'ratio-too-low',
      `The parallelization ratio (${ratioOf} ÷ stages) is ${rounded(numbers.ratio)}, below ${minRatio}.`,
      numbers.ratio,
      minRatio,
    );
  if (maxStages !== null && stages.length > maxStages)
    add(
      'too-many-stages',
      `There are ${stages.length} stages before the final answer, at most ${maxStages} are kept.`,
      stages.length,
      maxStages,
    );
  const most = stages.reduce((found, { prompts }) => Math.max(found, prompts.length), 0);
  if (maxPrompts !== null && most > maxPrompts) {
    const stage = stages.find(({ prompts }) => prompts.length === most)?.stage;
    add(
      'too-many-prompts',
      `Stage ${stage} has ${most} prompts, at most ${maxPrompts} are kept.`,
      most,
      maxPrompts,
    );
  }
  const tokens = numbers.sampleTokens;
  if (maxTokens !== null && tokens > maxTokens)
    add(
      'too-many-tokens',
      `The sample has ${tokens} tokens, at most ${maxTokens} are kept.`,
      tokens,
      maxTokens,
    );
  const { sequentialTokensBefore: before, sequentialTokensAfter: after } = numbers;
  // If lines are missing, we do not know how long the trace was.
  if (settings.requireSaving && input.isWholeText && after >= before)
    add(
      'no-saving',
      `Nothing is saved: the critical path has ${after} tokens, the trace had ${before}.`,
      after,
      before,
    );
  if (input.emptyPrompts.length > 0)
    add(
      'prompt-says-nothing',
      `Nothing to work on is named by ${input.emptyPrompts.length === 1 ? 'prompt' : 'prompts'} ${input.emptyPrompts.join(', ')}, and there is no plan above to say it.`,
      input.emptyPrompts.length,
      0,
    );
  if (settings.requireCorrect) {
    const known = expected?.trim() ? keyAnswer(expected) : null;
    if (answer === null) {
      if (known !== null || input.isWholeText)
        add('no-answer', 'No final answer was found.', undefined, known ?? undefined);
    } else if (known !== null) {
      const { verdict, how } = judge(answer, known);
      if (verdict === 'different')
        add('wrong-answer', `The final answer is ${answer}, expected is ${known}.`, answer, known);
      if (verdict === 'undecided')
        add(
          'undecided-answer',
          `Whether the final answer ${answer} is the expected ${known} is undecided: ${how}.`,
          answer,
          known,
        );
    }
  }
  const others = otherLeaks(input.findings);
  if (settings.rejectLeaks && leaks.length + others.length > 0) {
    const pairs = leaks.map(
      ({ stepNumber, fromNumber }) => `step ${stepNumber} uses what step ${fromNumber} of its stage found`,
    );
    const said = [
      pairs.length > 0 ? `${pairs.join(', ')}.` : '',
      ...others.map(({ explanation }) => explanation),
    ];
    add('leak', `Leaks: ${said.filter(Boolean).join(' ')}`, leaks.length + others.length, 0);
  }
  return reasons;
}

/** Two places, rounded down: 1.499 must not appear as 1.5 beside “below 1.5”. */
const rounded = (ratio: number): string => String(Math.floor(ratio * 100) / 100);
