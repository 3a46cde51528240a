import { segment } from '../../segment.ts';
import { textOf } from '../../source-text.ts';
import { dependByRules } from '../depend-by-rules.ts';
import { extractByRules } from '../extract-by-rules.ts';

/** A step as tests read it. */
export interface SeenStep {
  readonly plan: string;
  readonly execution: string;
  readonly comment: string;
  readonly prompt: string;
  readonly description: string;
  /** Numbers from 1. */
  readonly parents: readonly number[];
}

/** Segments a text and splits it into steps by rules; turns white space between lines into one blank. */
export function takeApart(text: string): SeenStep[] {
  const source = segment(text);
  const steps = extractByRules(source);
  const parents = dependByRules(source, steps);
  const places = new Map(steps.map(({ id }, index) => [id, index + 1]));
  const flat = (ranges: Parameters<typeof textOf>[1]) => textOf(source, ranges).replace(/\s+/g, ' ').trim();
  return steps.map((step) => ({
    plan: flat(step.plan),
    execution: flat(step.execution),
    comment: flat(step.comment),
    prompt: step.prompt,
    description: step.description,
    parents: (parents[step.id] ?? []).map((id) => places.get(id) ?? 0),
  }));
}

/** The first few words of each step. */
export const beginnings = (text: string): string[] =>
  takeApart(text).map(({ plan, execution, comment }) =>
    `${plan} ${execution} ${comment}`.trim().split(' ').slice(0, 3).join(' '),
  );

/** The step that contains these words. */
export function stepWith(text: string, words: string): SeenStep & { number: number } {
  const steps = takeApart(text);
  const index = steps.findIndex(({ plan, execution, comment }) =>
    `${plan} ${execution} ${comment}`.includes(words),
  );
  const step = steps[index];
  if (!step) throw new Error(`No step has “${words}”.`);
  return { ...step, number: index + 1 };
}
