import type { Decomposition, Step } from '#lib/contract/curation-record.ts';
import { type CurationSettings, profiles } from '#lib/contract/curation-settings.ts';
import type { CurateInput } from '../curate.ts';
import { segment } from '../segment.ts';

/** A step by its lines, `[first, last]`; omitted fields are empty. */
export interface SampleStep {
  plan?: readonly [number, number];
  execution?: readonly [number, number];
  comment?: readonly [number, number];
  prompt?: string;
  description?: string;
  planOnly?: Step['planOnly'];
  /** Numbers of earlier steps. */
  parents?: readonly number[];
}

export function sampleDecomposition(samples: readonly SampleStep[]): Decomposition {
  const ranges = (pair: readonly [number, number] | undefined) =>
    pair ? [{ first: pair[0], last: pair[1] }] : [];
  return {
    steps: samples.map((sample, index) => ({
      id: `s${index + 1}`,
      description: sample.description ?? `Step ${index + 1}`,
      prompt: sample.prompt ?? `Do step ${index + 1}.`,
      plan: ranges(sample.plan),
      execution: ranges(sample.execution),
      comment: ranges(sample.comment),
      planOnly: sample.planOnly ?? 'by-rule',
    })),
    parents: Object.fromEntries(
      samples.map(({ parents = [] }, index) => [`s${index + 1}`, parents.map((parent) => `s${parent}`)]),
    ),
  };
}

/** Words and punctuation are the tokens: quick, and easy to check by eye. */
export const countWords = (text: string): number => text.match(/\w+|[^\w\s]/g)?.length ?? 0;

/** The input of `curate`, from a text and abbreviated steps. */
export function sampleInput(
  text: string,
  samples: readonly SampleStep[],
  settings: Partial<CurationSettings> = {},
): CurateInput {
  const source = segment(text);
  return {
    source,
    decomposition: sampleDecomposition(samples),
    settings: { ...profiles.paper, ...settings },
    question: 'How much is it?',
    expected: null,
    answer: 'It is \\boxed{42}.',
    countTokens: countWords,
  };
}
