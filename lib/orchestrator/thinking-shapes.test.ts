import { describe, expect, it } from 'vitest';
import { wordCounter } from '#lib/protocol/testing/word-counter.ts';
import { logFromTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import { writeTranscript } from '#lib/protocol/writer.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import type { Strategy } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { byStage } from './testing/replies.ts';
import { runScripted } from './testing/run-scripted.ts';
import type { ScriptedReply } from './testing/scripted-model.ts';

/** All token numbers, under all four definitions. */
const numbers = (state: TraceState) => {
  const { sequentialTokens, totalTokens, totalTokensWithTags, thinkingTokens, visible } =
    sessionMetrics(state);
  return { sequentialTokens, totalTokens, totalTokensWithTags, thinkingTokens, visible };
};

const imported = async (text: string) =>
  foldEvents(
    await logFromTranscript(text, {
      counter: wordCounter,
      origin: { kind: 'imported' },
      startedAt: '2026-01-01T00:00:00Z',
    }),
  );

const thoughts = {
  plan: 'Both ways are apart, I think, so two prompts.',
  execution: 'Seven, fourteen, twenty-one: I count <prompt_1.1> six of them.',
  answer: 'They agree.',
};
const plan = `<Plan_1>
Two ways. <prompt_1.1> Add six seven times. </prompt_1.1>
Then: <prompt_1.2> Multiply directly. </prompt_1.2> Compare.
</Plan_1>`;

/** A session in which every role thinks; `shape` determines how it is sent. */
const run = (
  shape: (thinking: string, text: string) => ScriptedReply,
  strategy: Strategy = 'sprint',
  counter: TokenCounter = wordCounter,
) =>
  runScripted({
    strategy,
    mode: 'prompted',
    counter,
    planner:
      strategy === 'sequential'
        ? () => shape(thoughts.plan, 'Six sevens are \\boxed{42}.')
        : byStage(
            shape(thoughts.plan, plan),
            shape(thoughts.answer, '<Final_answer>\nIt is \\boxed{42}.\n</Final_answer>'),
          ),
    executor: () => shape(thoughts.execution, 'It is 42.'),
  });

const apart = (thinking: string, text: string): ScriptedReply => ({ thinking, text });
const shapes: Record<string, (thinking: string, text: string) => ScriptedReply> = {
  'in <think>': (thinking, text) => ({ text: `<think>\n${thinking}\n</think>\n\n${text}` }),
  'opened by the template': (thinking, text) => ({ text: `${thinking}\n</think>\n\n${text}` }),
  'in <think>, on one line': (thinking, text) => ({ text: `<think>${thinking}</think>${text}` }),
};

describe.each(['sprint', 'sequential'] as const)('a %s session whose models think', (strategy) => {
  it.each(Object.entries(shapes))('%s: has the numbers of one that sends it apart', async (_, shape) => {
    const [first, second] = [await run(apart, strategy), await run(shape, strategy)];
    expect(second.status).toBe('done');
    expect(numbers(second.state)).toEqual(numbers(first.state));
  });

  it('white space around what is sent apart is no thinking', async () => {
    const spaceCosts = { name: 'characters', count: async (text: string) => text.length };
    const padded = await run(
      (thinking, text) => ({ thinking: `\n\n${thinking} \n`, text }),
      strategy,
      spaceCosts,
    );
    expect(numbers(padded.state)).toEqual(numbers((await run(apart, strategy, spaceCosts)).state));
  });

  it('has the numbers, the texts and the thinking of its transcript imported', async () => {
    const { state } = await run(apart, strategy);
    const again = await imported(writeTranscript(state));
    expect(numbers(again)).toEqual(numbers(state));
    const of = ({ stages, thought, answer }: TraceState) =>
      [...stages.flatMap(({ plan, executions }) => [plan, ...executions]), thought, answer].map(
        (piece) => piece && { text: piece.text, thinking: piece.thinking },
      );
    expect(of(again)).toEqual(of(state));
  });
});

it('a planner that thinks between its prompts: each P_k holds what was thought before, live as imported', async () => {
  const text = plan.replace('\nThen:', '<think>The second is independent.</think>\nThen:');
  const live = await runScripted({
    mode: 'prompted',
    counter: wordCounter,
    planner: byStage(apart(thoughts.plan, text), apart('', '<Final_answer>\n\\boxed{42}\n</Final_answer>')),
    executor: () => ({ text: 'It is 42.' }),
  });
  const prompts = live.state.stages[0]?.plan.prompts.map(({ thinkingLength }) => thinkingLength);
  expect(prompts).toEqual([thoughts.plan.length, thoughts.plan.length + 'The second is independent.'.length]);
  const again = await imported(writeTranscript(live.state));
  expect(again.stages[0]?.plan.prompts.map(({ thinkingLength }) => thinkingLength)).toEqual(prompts);
  expect(numbers(again)).toEqual(numbers(live.state));
});

describe('thinking that is read as the reply', () => {
  const reply = (text: string): ScriptedReply => ({ thinking: text });
  const runRead = (last: string) =>
    runScripted({
      mode: 'native',
      counter: wordCounter,
      planner: byStage(reply(plan), reply(last)),
      executor: () => ({ text: 'It is 42.' }),
    });
  it.each([
    ['a plan, then the answer', '<Final_answer>\nIt is \\boxed{42}.\n</Final_answer>'],
    [
      'a plan that turns to the answer in one reply',
      '<Plan_2>\nThey agree.\n</Plan_2>\n<Final_answer>\nIt is \\boxed{42}.\n</Final_answer>',
    ],
  ])('is counted once: %s', async (_, last) => {
    const { state, codes } = await runRead(last);
    expect(codes).toContain('tags-in-reasoning');
    const metrics = sessionMetrics(state);
    expect(metrics.thinkingTokens).toBe(0);
    expect(metrics.totalTokens).toBe(metrics.visible.totalTokens);
    const words = [...state.stages.flatMap((stage) => [stage.plan, ...stage.executions]), state.answer!];
    const counts = await Promise.all(words.map(({ text }) => wordCounter.count(text)));
    expect(metrics.totalTokens).toBe(counts.reduce((sum, count) => sum + count, 0));
    expect(numbers(await imported(writeTranscript(state)))).toEqual(numbers(state));
  });
});
