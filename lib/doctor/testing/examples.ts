import { leakExamples } from './examples-leaks.ts';
import { type Example, transcript } from './transcript.ts';

const words = (count: number): string =>
  Array.from({ length: count }, (_, index) => `apples${index % 7}`).join(' ');
const two = { plan: 'Two ways. [Halve 90.] [Count to 45.]', executions: ['90 / 2 = 45.', 'It is 45.'] };
const one = { plan: 'One way. [Halve 90.]', executions: ['90 / 2 = 45.'] };
const many = (count: number) => ({
  plan: Array.from({ length: count }, (_, index) => `[Count row ${index}.]`).join(' '),
  executions: Array.from({ length: count }, () => 'Done.'),
});

/** Examples for every computed check, by code; checks that need a live log have tests of their own. */
export const examples: Readonly<Record<string, Example>> = {
  ...leakExamples,
  'no-final-answer': { triggers: transcript([two], null), nearly: transcript([two], 'It is 45.') },
  'unboxed-answer': {
    triggers: transcript([two], 'So the answer is 45.'),
    nearly: transcript([two], 'So the answer is \\boxed{45}.'),
  },
  'unreadable-answer': {
    triggers: transcript([two], 'I hope that this makes it clear to everybody.'),
    nearly: transcript([two], 'I hope that this is clear: the answer is 45.'),
  },
  'different-answers': {
    triggers: transcript([{ ...two, executions: ['\\boxed{44}', 'It is 45.'] }]),
    nearly: transcript([{ ...two, executions: ['\\boxed{\\frac{90}{2}}', 'It is \\boxed{45.0}.'] }]),
  },
  'siblings-disagree': {
    triggers: transcript([{ ...two, executions: ['90 / 2 + 17 = 62, I think.', 'No, 90 / 2 + 17 = 72.'] }]),
    // Rounded differently; and a slip that the execution corrects.
    nearly: transcript([
      { ...two, executions: ['17 / 7 = 2.43, roughly.', '17 / 7 = 3.4. Wait, 17 / 7 = 2.4286.'] },
    ]),
  },
  'answer-contradicts': {
    triggers: transcript([{ ...two, executions: ['So the answer is 45.', 'Done.'] }], '\\boxed{54}'),
    nearly: transcript(
      [{ ...two, executions: ['So the answer is 45.', 'No: the answer is 54.'] }],
      '\\boxed{54}',
    ),
  },
  'answer-then-rounds': {
    triggers: transcript([{ ...two, executions: ['So \\boxed{45}.', 'Yes.'] }, one]),
    nearly: transcript([one, { ...two, executions: ['So \\boxed{45}.', 'Yes.'] }]),
  },
  'plan-in-execution': {
    triggers: transcript([
      one,
      { ...one, executions: ['90 / 2 = 45.\n-----\n\nBased on execution_1.1:\nNow double it.'] },
    ]),
    nearly: transcript([one, { ...one, executions: ['Based on execution_, hm, on what was said: 45.'] }]),
  },
  'one-prompt-stages': { triggers: transcript([two, one]), nearly: transcript([two]) },
  'plan-only-stages': {
    triggers: transcript([two, { plan: 'Both agree.', executions: [] }]),
    nearly: transcript([two, one]),
  },
  'many-prompts': { triggers: transcript([many(9)]), nearly: transcript([many(8)]) },
  'low-ratio': { triggers: transcript([two, one, one]), nearly: transcript([two, one]) },
  'tokens-after-answer': {
    triggers: transcript([
      { ...two, executions: ['It is 45.', 'Yes.'] },
      { ...one, executions: [words(300)] },
    ]),
    nearly: transcript([
      { ...two, executions: [words(300), 'Yes.'] },
      { ...one, executions: ['It is 45.'] },
    ]),
  },
  'planner-solved': {
    triggers: transcript([{ ...two, plan: `<think> ${words(250)} </think> ${two.plan}` }]),
    nearly: transcript([
      { ...two, plan: `<think> ${words(250)} </think> ${two.plan}`, executions: [words(260), 'It is 45.'] },
    ]),
  },
  'long-sample': {
    triggers: transcript([{ ...two, executions: [words(7_300), 'It is 45.'] }]),
    nearly: transcript([{ ...two, executions: [words(6_900), 'It is 45.'] }]),
  },
};
