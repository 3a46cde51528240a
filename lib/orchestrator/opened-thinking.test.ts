import { describe, expect, it } from 'vitest';
import type { EventOf, TraceEvent, TraceEventType } from '#lib/trace/events.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { expectWhole } from './testing/expect-whole.ts';
import { byStage, finalAnswer } from './testing/replies.ts';
import { runScripted, type ScriptedRun, type ScriptedRunOptions } from './testing/run-scripted.ts';
import type { ScriptedReply } from './testing/scripted-model.ts';

const THOUGHT = 'I should write <Plan_1> with <prompt_1.1> draft </prompt_1.1> tags.';
const PLAN = '<Plan_1>\n<prompt_1.1> Compute 2+2. </prompt_1.1>\n</Plan_1>';
const OPENED = { text: `${THOUGHT}\n</think>\n\n${PLAN}` };
const thoughtful = ({ text }: ScriptedReply): ScriptedReply => ({ text: `Hm.\n</think>\n${text}` });
const known = { thinkingOpenedByTemplate: true };

async function run(options: ScriptedRunOptions): Promise<ScriptedRun> {
  const result = await runScripted({ mode: 'prompted', ...options });
  await expectWhole(result.events, result.state, result.status);
  return result;
}

const ofType = <T extends TraceEventType>(events: readonly TraceEvent[], type: T) =>
  events.filter((event): event is EventOf<T> & TraceEvent => event.type === type);

const expectOnePrompt = ({ status, state }: ScriptedRun) => {
  expect(status).toBe('done');
  expect(state.stages).toHaveLength(1);
  expect(state.stages[0]?.plan).toMatchObject({ text: 'Compute 2+2.', thinking: THOUGHT, status: 'done' });
  expect(state.stages[0]?.executions).toMatchObject([{ text: 'Done.', status: 'done' }]);
};

describe('thinking that the template opened, when nobody knows', () => {
  it('the draft’s branch ends cancelled, is discarded, and the reply goes on', async () => {
    const result = await run({
      planner: byStage(OPENED, thoughtful(finalAnswer(4))),
      // Slow enough to be still at work when the thinking ends.
      executor: (_, call) => (call === 1 ? { text: 'The draft says so. '.repeat(40) } : { text: 'Done.' }),
    });
    expectOnePrompt(result);
    const { events, state, executor, planner } = result;
    expect(planner.calls).toHaveLength(2);
    expect(executor.calls.map(({ aborted }) => aborted)).toEqual([true, false]);
    const [stage] = state.stages;
    expect(state.discarded).toMatchObject([{ stream: 'execution:1.1', status: 'cancelled', attempt: 1 }]);
    expect(stage?.executions[0]).toMatchObject({ attempt: 2, failedAttempts: [] });
    expect(stage?.plan).toMatchObject({
      attempt: 2,
      requestedAt: 0,
      failedAttempts: [{ error: { type: 'was-thinking' }, tokens: { text: 0, withTags: 0, thinking: 0 } }],
    });
    expect(stage?.plan.tokens).toEqual({ text: 2, withTags: 6, thinking: 9 });
    const [first, second] = ofType(events, 'plan-start');
    expect(second?.contextSha256).toBe(first?.contextSha256);
    expect(ofType(events, 'prompt-end').map(({ thinkingTokens }) => thinkingTokens)).toEqual([0, 9]);
    const metrics = sessionMetrics(state);
    expect(metrics.discardedTokens).toBe(state.discarded[0]?.tokens?.text);
    expect(metrics.thinkingTokens).toBe(10);
    // The end of a branch must come before the same positions are forked again.
    const order = events.map((event) => event.type);
    expect(order.indexOf('execution-end')).toBeLessThan(order.indexOf('attempt-failed'));
    expect(planner.learned().thinkingOpenedByTemplate).toBe(true);
  });

  it('a branch that waits for a free place is never begun', async () => {
    const drafts = Array.from({ length: 3 }, (_, i) => `<prompt_1.${i + 1}> draft ${i} </prompt_1.${i + 1}>`);
    const result = await run({
      planner: byStage({ text: `I may: ${drafts.join(' ')}\n</think>\n${PLAN}` }, finalAnswer(4)),
      executor: (sent) => (sent.includes('draft') ? { text: 'x '.repeat(400) } : { text: 'Done.' }),
      settings: { parallelism: 1 },
    });
    expect(result.state.stages[0]?.executions).toMatchObject([{ text: 'Done.' }]);
    expect(result.state.discarded).toHaveLength(1);
    expect(result.executor.calls).toHaveLength(2);
  });

  it('a branch that has ended by then is discarded as well', async () => {
    const result = await run({
      planner: byStage(
        { text: `${THOUGHT} ${'And so on. '.repeat(40)}\n</think>\n${PLAN}` },
        thoughtful(finalAnswer(4)),
      ),
      executor: (sent) => ({ text: sent.includes('draft') ? 'It is a draft.' : 'Done.' }),
    });
    expect(result.state.discarded).toMatchObject([{ status: 'done', text: 'It is a draft.' }]);
    expect(result.state.stages[0]?.executions).toMatchObject([{ text: 'Done.' }]);
    expect(sessionMetrics(result.state).discardedTokens).toBe(4);
  });

  it('a drafted answer gives the reply back to the plan', async () => {
    const result = await run({
      planner: byStage(
        { text: `<Final_answer> it may be \\boxed{5}, no\n</think>\n${PLAN}` },
        thoughtful(finalAnswer(4)),
      ),
    });
    expect(result.status).toBe('done');
    expect(result.state.stages).toHaveLength(1);
    expect(result.state.stages[0]?.plan).toMatchObject({ text: 'Compute 2+2.', attempt: 2 });
    expect(result.state.stages[0]?.plan.thinking).toBe('<Final_answer> it may be \\boxed{5}, no');
    expect(result.state.answer).toMatchObject({
      forced: null,
      text: 'It is \\boxed{4}.',
      failedAttempts: [],
    });
    expect(result.state.withdrawn).toBeNull();
  });

  it('a drafted answer, then the answer', async () => {
    const result = await run({
      planner: () => ({ text: '<Final_answer> 5? No.\n</think>\n<Final_answer>\\boxed{4}</Final_answer>' }),
    });
    expect(result.status).toBe('done');
    expect(result.state.stages).toHaveLength(0);
    expect(result.state.answer).toMatchObject({
      text: '\\boxed{4}',
      thinking: '<Final_answer> 5? No.',
      attempt: 2,
      failedAttempts: [{ attempt: 1, error: { type: 'was-thinking' } }],
    });
  });

  it.each([
    ['while its branch works', 400],
    ['after its stage has joined', 1],
  ])('a drafted plan and a drafted answer: both are void, %s', async (_, words) => {
    const result = await run({
      planner: byStage(
        {
          text: `${THOUGHT} <Final_answer> then it is ${'so '.repeat(200)}\n</think>\n${PLAN}`,
        },
        thoughtful(finalAnswer(4)),
      ),
      executor: (sent) => ({ text: sent.includes('draft') ? 'x '.repeat(words) : 'Done.' }),
    });
    expect(result.status).toBe('done');
    expect(result.state.stages).toHaveLength(1);
    expect(result.state.stages[0]).toMatchObject({
      status: 'done',
      plan: { text: 'Compute 2+2.', attempt: 2 },
      executions: [{ text: 'Done.', attempt: 2 }],
    });
    expect(result.state.discarded).toMatchObject([{ attempt: 1 }]);
    expect(result.state.answer).toMatchObject({ text: 'It is \\boxed{4}.', failedAttempts: [] });
  });

  it('an executor, a forced answer and a sequential run go on as well', async () => {
    const sprint = await run({
      planner: byStage({ text: PLAN }, { text: 'Let me say it.</think>\\boxed{4}' }),
      executor: () => ({ text: 'Two and two.\n</think>\nIt is 4.' }),
      settings: { maxStages: 2 },
    });
    expect(sprint.state.stages[0]?.executions).toMatchObject([
      { text: 'It is 4.', thinking: 'Two and two.', attempt: 2, tokens: { text: 3, thinking: 3 } },
    ]);
    expect(sprint.state.answer).toMatchObject({
      forced: 'stage-limit',
      forcedFrom: 1,
      thinking: 'Let me say it.',
      text: '\\boxed{4}',
    });
    const sequential = await run({
      strategy: 'sequential',
      planner: () => ({ text: 'Two and two\n</think>\nare 4.' }),
    });
    expect(sequential.state.thought).toMatchObject({
      thinking: 'Two and two',
      text: 'are 4.',
      status: 'done',
    });
    expect(sessionMetrics(sequential.state)).toMatchObject({ totalTokens: 5, discardedTokens: 0 });
    expect(sequential.planner.calls).toHaveLength(1);
  });

  it('a failure behind it is tried as often as any other', async () => {
    const result = await run({
      strategy: 'sequential',
      planner: (_, call) =>
        call < 3 ? { text: 'Hm.\n</think>\n', reason: 'stop' } : { text: 'Hm.\n</think>\n4' },
      settings: { maxAttempts: 3 },
    });
    // Two empty replies are enough for that model.
    expect(result.status).toBe('failed');
    expect(result.planner.calls).toHaveLength(2);
    expect(result.planner.learned().thinkingOpenedByTemplate).toBeNull();
  });
});

describe('thinking that the template opened, as is known', () => {
  it('nothing forks before it is over', async () => {
    const result = await run({
      planner: byStage(OPENED, thoughtful(finalAnswer(4))),
      executor: () => thoughtful({ text: 'Done.' }),
      known,
    });
    expectOnePrompt(result);
    expect(result.state.stages[0]).toMatchObject({ plan: { attempt: 1, failedAttempts: [] } });
    expect(result.state.discarded).toEqual([]);
    expect(result.executor.calls).toHaveLength(1);
    expect(ofType(result.events, 'prompt-end')).toMatchObject([{ thinkingTokens: 9 }]);
  });

  it('one that ends at the limit was all thinking', async () => {
    const result = await run({ planner: () => ({ text: THOUGHT, reason: 'length' }), known });
    expect(result.status).toBe('failed');
    expect(result.state.error?.message).toMatch(/went into thinking/);
    expect(result.executor.calls).toHaveLength(0);
  });

  it('one without an end of thinking did not think: asked without stop, it is read as the reply', async () => {
    const result = await run({
      planner: byStage(() => ({ text: PLAN }), finalAnswer(4)),
      known,
    });
    expect(result.status).toBe('done');
    expect(result.state.stages[0]?.plan).toMatchObject({ text: 'Compute 2+2.', tokens: { thinking: 0 } });
    expect(result.state.stages[0]?.executions).toMatchObject([{ text: 'Done.' }]);
    expect(result.codes).toContain('tags-in-reasoning');
    expect(result.planner.calls.map(({ options }) => options.stop.length > 0)).toEqual([true, false, false]);
    expect(result.planner.learned()).toMatchObject({
      thinkingOpenedByTemplate: false,
      stopBitesThinking: false,
    });
  });

  it('an endpoint that sends the thinking apart has taken the opening with it', async () => {
    const result = await run({
      planner: byStage({ thinking: 'Hm.', text: PLAN }, finalAnswer(4)),
      executor: () => ({ thinking: 'Hm.', text: 'Done.' }),
      known,
    });
    expect(result.state.stages[0]?.plan).toMatchObject({ text: 'Compute 2+2.', thinking: 'Hm.', attempt: 1 });
    expect(result.planner.learned().thinkingOpenedByTemplate).toBe(false);
  });
});

describe('stop strings that also end the thinking', () => {
  const cut = (reply: { text?: string; thinking?: string }) => (attempt: number) =>
    attempt === 1 ? { reason: 'stop' as const, ...reply } : { thinking: 'I plan </Plan_1> so.', text: PLAN };

  it.each([
    ['sent apart', { thinking: 'I draft <Plan_1> <prompt_1.1> no </prompt_1.1> ' }, {}],
    ['inline', { text: '<think>I draft <Plan_1> <prompt_1.1> no </prompt_1.1> ' }, {}],
    ['opened by the template', { text: 'I draft <Plan_1> <prompt_1.1> no </prompt_1.1> ' }, known],
    ['sent apart, without tags', { thinking: 'The transcript holds no ' }, {}],
    ['closed by the server', { thinking: 'Hm.', text: '\n\n' }, {}],
  ])('%s: asked again without, and remembered', async (_, reply, learned) => {
    const result = await run({
      planner: byStage(cut(reply), { thinking: 'Hm.', ...finalAnswer(4) }),
      executor: () => ({ thinking: 'Hm.', text: 'Done.' }),
      known: learned,
    });
    expect(result.status).toBe('done');
    expect(result.state.stages[0]?.plan).toMatchObject({
      text: 'Compute 2+2.',
      thinking: 'I plan </Plan_1> so.',
      failedAttempts: [{ error: { type: 'stop-cut-thinking' }, retryInMs: 0, text: '' }],
    });
    expect(result.state.stages[0]?.executions).toMatchObject([{ text: 'Done.' }]);
    expect(result.executor.calls).toHaveLength(1);
    expect(result.planner.calls.map(({ options }) => options.stop.length > 0)).toEqual([true, false, false]);
    expect(result.planner.learned().stopBitesThinking).toBe(true);
    const lost = result.state.stages[0]?.plan.failedAttempts[0];
    expect(lost?.tokens?.thinking).toBe(lost?.thinking.split(/\s+/).filter(Boolean).length);
    expect(sessionMetrics(result.state).discardedTokens).toBe(lost?.tokens?.thinking);
  });

  it('still nothing but thinking with tags: its reasoning is read as the reply', async () => {
    const result = await run({ planner: byStage({ thinking: PLAN }, { thinking: '<Final_answer>4' }) });
    expect(result.status).toBe('done');
    expect(result.state.stages[0]?.plan).toMatchObject({ text: 'Compute 2+2.', tokens: { thinking: 0 } });
    // Neither this run nor the next makes such a call twice again.
    expect(result.planner.learned().stopBitesThinking).toBe(true);
    expect(result.planner.calls).toHaveLength(3);
  });

  it.each(['prompted', 'native'] as const)(
    'a sequential run whose %s reply is all reasoning, with its answer: read as the reply',
    async (mode) => {
      const sequential = { strategy: 'sequential', mode } as const;
      const answered = await runScripted({
        ...sequential,
        planner: () => ({ thinking: 'Two and two: \\boxed{4}.' }),
      });
      expect(answered.status).toBe('done');
      expect(answered.state.thought).toMatchObject({
        text: 'Two and two: \\boxed{4}.',
        tokens: { thinking: 0 },
        failedAttempts: [],
      });
      expect(answered.codes).toEqual(['tags-in-reasoning']);
      const cut = await runScripted({
        ...sequential,
        planner: () => ({ thinking: 'Is it \\boxed{4}? I', reason: 'length' }),
      });
      expect(cut.state.error?.type).toBe('empty-reply');
      const unanswered = await runScripted({ ...sequential, planner: () => ({ thinking: 'Hm.' }) });
      expect(unanswered.state.error?.type).toBe('empty-reply');
    },
  );

  it('an executor is asked again as well', async () => {
    const result = await run({
      planner: byStage({ text: PLAN }, finalAnswer(4)),
      executor: (_, call) =>
        call === 1 ? { thinking: 'I close it with ' } : { thinking: 'Hm.', text: 'Done.' },
    });
    expect(result.state.stages[0]?.executions).toMatchObject([
      { text: 'Done.', failedAttempts: [{ error: { type: 'stop-cut-thinking' } }] },
    ]);
    expect(result.executor.learned().stopBitesThinking).toBe(true);
  });

  it('known, no call is sent a stop string and the parser cuts', async () => {
    const result = await run({
      planner: byStage(
        { text: `${PLAN} <Execution_1> ${'invented '.repeat(50)}`, ignoresStop: true },
        finalAnswer(4),
      ),
      known: { stopBitesThinking: true },
    });
    expect(result.state.stages[0]?.executions).toMatchObject([{ text: 'Done.' }]);
    expect(result.planner.calls[0]).toMatchObject({ options: { stop: [] }, aborted: true });
    expect(result.codes).toEqual([]);
  });

  it('native, nothing of this holds', async () => {
    const result = await runScripted({
      planner: byStage({ thinking: PLAN }, finalAnswer(4)),
      known: { stopBitesThinking: true, thinkingOpenedByTemplate: true },
    });
    expect(result.codes).toEqual(['tags-in-reasoning']);
    expect(result.planner.calls).toHaveLength(2);
    expect(result.planner.calls[0]?.options.stop).not.toHaveLength(0);
  });
});

describe('the planner’s thinking before each prompt', () => {
  it('is counted where it stands, and once for prompts that share it', async () => {
    const counted: string[] = [];
    const result = await runScripted({
      mode: 'prompted',
      planner: byStage(
        {
          thinking: 'one two three',
          text: '<Plan_1>a <prompt_1.1> b </prompt_1.1><prompt_1.2> c </prompt_1.2><think>four five</think><prompt_1.3> d </prompt_1.3></Plan_1>',
        },
        finalAnswer(4),
      ),
      counter: {
        name: 'words',
        async count(text) {
          counted.push(text);
          return text.split(/\s+/).filter(Boolean).length;
        },
      },
    });
    expect(ofType(result.events, 'prompt-end').map(({ thinkingTokens }) => thinkingTokens)).toEqual([
      3, 3, 4,
    ]);
    expect(counted.filter((text) => text === 'one two three')).toHaveLength(1);
    expect(result.state.stages[0]?.plan.tokens?.thinking).toBe(4);
  });
});
