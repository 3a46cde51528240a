import fc from 'fast-check';
import type { SampleExecution, SampleSession, SampleStage } from './sample-session.ts';

/** Words of model text that the grammar cannot take for a tag, including mathematics with `<`. */
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

/** Text with white space anywhere, or empty. */
const anyText = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));

/** Text as a reply leaves it in the log: not empty, and without white space around it. */
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

/** Ended sessions of every shape: plan-only stages, failed executions, reminders, answers forced or given, or none. */
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
    layout: fc.constantFrom(1 as const, 2 as const),
  },
  { requiredKeys: ['question', 'stages', 'policy', 'plannerMode', 'executorMode', 'layout'] },
);

/** A model's thinking: may mention tags, ours and others. */
const thinkingWord = fc.oneof(
  word,
  fc.constantFrom(
    '<think>',
    '</think>',
    '</Plan_1>',
    '<Plan_2>',
    '<prompt_1.1>',
    '</execution_1.1>',
    '<Final_answer>',
    '<Question>',
    '</seed:think>',
    '<\\/think>',
    '<\\\\prompt_1.1>',
    'x<',
    '\\/think>',
    '`</think>`',
  ),
);

const thinking = fc.oneof(
  fc.constant(undefined),
  fc
    .array(thinkingWord, { minLength: 1, maxLength: 6 })
    .map((words) => words.join(' ').trim())
    .filter((text) => text !== ''),
);

const withThinking = <T extends object>(piece: T): fc.Arbitrary<T & { thinking?: string }> =>
  thinking.map((thought) => ({ ...piece, ...(thought !== undefined && { thinking: thought }) }));

/** The same sessions with thinking by planner and executors: before any text, between prompts, after the last one. */
export const arbitraryThinkingSession: fc.Arbitrary<SampleSession> = arbitrarySession.chain((session) =>
  fc
    .tuple(
      fc.tuple(...session.stages.map(withThoughts)),
      session.answer ? withThinking(session.answer) : fc.constant(undefined),
    )
    .map(([stages, answer]) => ({ ...session, stages, ...(answer && { answer }) })),
);

function withThoughts(stage: SampleStage): fc.Arbitrary<SampleStage> {
  return fc
    .tuple(
      fc.tuple(...[...stage.plan, { text: '' }].map(withThinking)),
      fc.tuple(...stage.executions.map(withThinking)),
    )
    .map(([plan, executions]) => ({ ...stage, plan, executions }));
}
