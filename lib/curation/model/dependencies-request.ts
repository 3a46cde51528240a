import type { SourceLines, Step } from '#lib/contract/curation-record.ts';
import { textOf } from '../source-text.ts';
import { type AnswerFault, faultsForModel } from './answer-faults.ts';
import type { Conversation } from './conversation.ts';
import { shortened } from './settle-texts.ts';

/** Characters of a step's plan, and of its execution and comment, that the model is shown. */
export interface ExcerptLengths {
  readonly plan: number;
  readonly work: number;
}

/** From what tells most to what fits into a small window. Results stand at the end of an execution. */
export const excerptLengths: readonly ExcerptLengths[] = [
  { plan: 400, work: 700 },
  { plan: 200, work: 300 },
  { plan: 100, work: 100 },
  { plan: 0, work: 0 },
];

/** The request about the dependencies of all steps. */
export function dependenciesConversation(
  { source, question, steps }: { source: SourceLines; question: string | null; steps: readonly Step[] },
  { plan, work }: ExcerptLengths,
  instructions: string,
): Conversation {
  const shown = steps.map((step, index) => {
    const planned = plan > 0 ? shortened(textOf(source, step.plan), plan) : '';
    const worked = work > 0 ? ends(textOf(source, [...step.execution, ...step.comment]), work) : '';
    return [
      `STEP ${index + 1}: ${step.description}`,
      ...(planned ? [`plan: ${planned}`] : []),
      ...(worked ? [`work: ${worked}`] : []),
    ].join('\n');
  });
  const task = [
    `The question that the steps work on:\n${question?.trim() || '(not known)'}`,
    `The steps:\n\n${shown.join('\n\n')}`,
    `Write the JSON object for steps 1 to ${steps.length}.`,
  ].join('\n\n');
  return { instructions, task, again: null, lead: '{"1":', stop: '}' };
}

/** The beginning and the end of a text, of which the end holds the result. */
function ends(text: string, length: number): string {
  const whole = text.replace(/\s+/g, ' ').trim();
  if (whole.length <= length) return whole;
  const before = whole.slice(0, Math.floor(length / 2)).replace(/[\uD800-\uDBFF]$/, '');
  return `${before} […] ${whole.slice(-Math.ceil(length / 2)).replace(/^[\uDC00-\uDFFF]/, '')}`;
}

/** What a model is told about its faulty answer. */
export function dependenciesAgain(faults: readonly AnswerFault[], count: number, cut: boolean): string {
  return [
    'Your answer cannot be used as it is:',
    faultsForModel(faults, (raw) => `step ${raw + 1}`),
    ...(cut ? ['Be briefer: think less.'] : []),
    `Write the whole JSON object again, with every step from 1 to ${count} as a key and a list of smaller numbers as its value, and nothing else.`,
  ].join('\n');
}
