import fc from 'fast-check';
import type { SampleExecution, SampleSession, SampleStage } from './sample-session.ts';

/** Words of model text, none of which the grammar could take for a tag; mathematics with `<` among them. */
const word = fc.constantFrom(
  'so',
  'x < 3',
  '$a<b$',
  '\\boxed{4}',
  '\n\n',
  '\n',
  '-----',
  '∑ñ汉🧮',
  'Based on execution_1.1:',
  'wait.',
  '  ',
  '<b>',
  'a'.repeat(40),
);

/** Text with white space anywhere, also none at all. */
const anyText = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));

/** Text as a reply leaves it in the log: something, and no white space around it. */
const visibleText = anyText.map((text) => text.trim()).filter((text) => text !== '');

const execution: fc.Arbitrary<SampleExecution> = fc.record({
  text: fc.oneof(fc.constant(''), visibleText),
  status: fc.constantFrom('done', 'done', 'done', 'failed', 'truncated', 'cancelled', 'interrupted'),
});

/** White space between the pieces of a plan belongs to the plan's own text; prompts have none around them. */
const planPieces = fc
  .tuple(
    visibleText,
    fc.array(fc.tuple(visibleText, fc.oneof(fc.constant(''), visibleText)), { maxLength: 5 }),
  )
  .map(([opening, prompts]) => [
    { text: prompts.length > 0 ? `${opening}\n\n` : opening },
    ...prompts.flatMap(([prompt, after], index) => {
      const last = index === prompts.length - 1;
      const between = after === '' ? (last ? '' : '\n') : `\n${after}${last ? '' : '\n\n'}`;
      return [{ prompt: true, text: prompt }, { text: between }];
    }),
  ]);

const stage: fc.Arbitrary<SampleStage> = fc
  .record({
    plan: planPieces,
    executions: fc.array(execution, { minLength: 5, maxLength: 5 }),
    untagged: untagged(),
  })
  .map(({ plan, executions, untagged }) => ({
    plan,
    untagged,
    executions: executions.slice(0, plan.filter((piece) => 'prompt' in piece).length),
  }));

function untagged() {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(anyText, { maxLength: 2 }) },
  );
}

/** Sessions of every shape that ends: plan-only stages, failed executions, reminders, answers forced or given, or none. */
export const arbitrarySession: fc.Arbitrary<SampleSession> = fc.record(
  {
    question: visibleText,
    stages: fc.array(stage, { maxLength: 4 }),
    answer: fc.record(
      { text: visibleText, forced: fc.constantFrom('stage-limit', 'context-full') },
      { requiredKeys: ['text'] },
    ),
    policy: fc.constantFrom('paper', 'authors'),
    plannerMode: fc.constantFrom('native', 'prompted'),
    executorMode: fc.constantFrom('native', 'prompted'),
  },
  { requiredKeys: ['question', 'stages', 'policy', 'plannerMode', 'executorMode'] },
);
