import { ratioWords } from '#components/curation/workbench/changes/edit-words.ts';
import type { CurationSummary, Rejection } from '#lib/contract/curation-record.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';

export interface Condition {
  readonly code: string;
  readonly met: boolean;
  readonly words: string;
}

/** Every condition of the filter with its result: the broken ones first, in their own words. */
export function conditionsOf(
  settings: CurationSettings,
  summary: CurationSummary,
  reasons: readonly Rejection[],
): Condition[] {
  const broken = new Set<string>(reasons.map(({ code }) => code));
  const most = Math.max(0, ...summary.promptsPerStage);
  const limits: readonly (readonly [Rejection['code'], string | null])[] = [
    [
      'ratio-too-low',
      `Ratio (${settings.ratioOf} ÷ stages) ${ratioWords(summary.ratio)}, at least ${settings.minRatio}`,
    ],
    ['too-many-stages', atMost(`Stages ${summary.stages}`, settings.maxStages)],
    ['too-many-prompts', atMost(`Prompts in a stage ${most}`, settings.maxPrompts)],
    [
      'too-many-tokens',
      atMost(`Tokens of the sample ${summary.sampleTokens.toLocaleString('en')}`, settings.maxTokens),
    ],
    ['wrong-answer', settings.requireCorrect ? 'No wrong answer, where the right one is known' : null],
    [
      'no-saving',
      settings.requireSaving
        ? `Sequential tokens ${summary.sequentialTokensAfter.toLocaleString('en')}, below the ${summary.sequentialTokensBefore.toLocaleString('en')} of the trace`
        : null,
    ],
    ['leak', settings.rejectLeaks ? 'No leak' : null],
  ];
  return [
    ...reasons.map(({ code, message }) => ({ code, met: false, words: message })),
    ...limits.flatMap(([code, words]) =>
      words === null || broken.has(code) ? [] : [{ code, met: true, words }],
    ),
  ];
}

const atMost = (words: string, limit: number | null): string | null =>
  limit === null ? null : `${words}, at most ${limit.toLocaleString('en')}`;
