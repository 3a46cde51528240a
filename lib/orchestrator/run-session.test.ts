import { describe, expect, it } from 'vitest';
import { contextTokensAtMost } from '#lib/protocol/contexts/context.ts';
import { validateLog } from '#lib/trace/validate-log.ts';
import { byStage, dropped, finalAnswer, refused, twoPrompts, unauthorized } from './testing/replies.ts';
import { runScripted } from './testing/run-scripted.ts';
import type { ScriptedReply } from './testing/scripted-model.ts';

describe('a session', () => {
  it('forks at each closing prompt, joins, and ends with the answer', async () => {
    const run = await runScripted({ planner: byStage({ text: twoPrompts }, finalAnswer(42)) });
    expect(run.status).toBe('done');
    expect(validateLog(run.events)).toEqual([]);
    expect(run.state.stages).toHaveLength(1);
    expect(run.state.stages[0]?.executions.map(({ status }) => status)).toEqual(['done', 'done']);
    expect(run.state.answer?.text).toContain('\\boxed{42}');
    const order = run.events.filter(({ type }) => !type.endsWith('-delta')).map(({ type }) => type);
    expect(order.indexOf('execution-start')).toBeLessThan(order.indexOf('plan-end'));
  });

  it('starts no executor before the plan ends when forkAt is plan', async () => {
    const run = await runScripted({
      planner: byStage({ text: twoPrompts }, finalAnswer(42)),
      settings: { forkAt: 'plan' },
    });
    const order = run.events.map(({ type }) => type);
    expect(order.indexOf('plan-end')).toBeLessThan(order.indexOf('execution-start'));
    expect(run.status).toBe('done');
  });

  it('never runs more executors at once than its parallelism', async () => {
    const prompts = Array.from(
      { length: 9 },
      (_, k) => `<prompt_1.${k + 1}> Task ${k + 1}. </prompt_1.${k + 1}>`,
    );
    let most = 0;
    const run = await runScripted({
      planner: byStage({ text: `<Plan_1>\n${prompts.join(' ')}\n</Plan_1>` }, finalAnswer(42)),
      executor: () => ({ text: 'A long enough text that all of them overlap for a good while. '.repeat(8) }),
      settings: { parallelism: 3 },
      onEvents(_, { executor }) {
        most = Math.max(most, executor.open);
      },
    });
    expect(most).toBe(3);
    expect(run.state.stages[0]?.executions.filter(({ status }) => status === 'done')).toHaveLength(9);
  });

  it('runs sequentially as one thought', async () => {
    const run = await runScripted({
      strategy: 'sequential',
      planner: () => ({ text: 'Six sevens… \\boxed{42}', thinking: 'Hm.' }),
    });
    expect(run.status).toBe('done');
    expect(run.state.thought).toMatchObject({ text: 'Six sevens… \\boxed{42}', thinking: 'Hm.' });
    expect(validateLog(run.events)).toEqual([]);
  });

  it('ends a sequential run that hits its limit as truncated', async () => {
    const run = await runScripted({
      strategy: 'sequential',
      planner: () => ({ text: 'Six', reason: 'length' }),
    });
    expect(run.status).toBe('truncated');
    expect(run.codes).toContain('cut-at-limit');
  });
});

describe('references', () => {
  it('to an execution that does not exist draw no edge and are told', async () => {
    const second = { text: '<Plan_2>\nBased on execution_1.1, execution_1.7:\nSo it is settled.\n</Plan_2>' };
    const run = await runScripted({ planner: byStage({ text: twoPrompts }, second, finalAnswer(42)) });
    expect(run.state.dependencies.map(({ from, to }) => ({ from, to }))).toEqual([
      { from: { stage: 1, index: 1 }, to: 'plan:2' },
    ]);
    expect(run.codes).toContain('reference-not-earlier');
  });
});

describe('failures', () => {
  it('retries an executor, then fails it alone and tells the planner', async () => {
    const run = await runScripted({
      planner: byStage({ text: twoPrompts }, finalAnswer(42)),
      executor: (sent) =>
        sent.endsWith('<execution_1.2>\n') ? { text: 'Half', error: dropped() } : { text: 'Six.' },
      settings: { maxAttempts: 2 },
    });
    expect(run.status).toBe('done');
    const [first, second] = run.state.stages[0]!.executions;
    expect(first?.status).toBe('done');
    expect(second).toMatchObject({ status: 'failed', error: { type: 'dropped' } });
    expect(second?.failedAttempts).toHaveLength(1);
    expect(run.planner.calls.at(-1)?.sent).toContain('This execution failed');
  });

  it('starts a plan over that breaks off before a prompt has closed', async () => {
    const first = (attempt: number): ScriptedReply =>
      attempt === 1
        ? { text: '<Plan_1>\nTwo ways. <prompt_1.1> Add', error: dropped() }
        : { text: twoPrompts };
    const run = await runScripted({ planner: byStage(first, finalAnswer(42)) });
    expect(run.status).toBe('done');
    expect(run.state.stages[0]?.plan.text).toContain('Multiply directly.');
    expect(run.state.stages[0]?.plan.failedAttempts).toHaveLength(1);
    expect(run.state.stages[0]?.plan.prompts).toHaveLength(2);
    expect(validateLog(run.events)).toEqual([]);
  });

  it('native: goes on from the text of a plan that breaks off after a fork', async () => {
    const cut = twoPrompts.indexOf('longer thought') + 5;
    const first = (attempt: number): ScriptedReply =>
      attempt === 1 ? { text: twoPrompts.slice(0, cut), error: dropped() } : { text: twoPrompts.slice(cut) };
    const run = await runScripted({ planner: byStage(first, finalAnswer(42)) });
    expect(run.status).toBe('done');
    expect(run.codes).toContain('plan-resumed');
    expect(run.planner.calls[1]?.sent.endsWith(twoPrompts.slice(0, cut))).toBe(true);
    expect(run.state.stages[0]?.plan.text).toBe(
      'Two ways. Add six seven times. And also a longer thought about the check that follows. Multiply directly. Then compare.',
    );
    expect(run.executor.calls).toHaveLength(2);
  });

  it('prompted: ends such a plan truncated and joins what runs', async () => {
    const cut = twoPrompts.indexOf('longer thought') + 5;
    const run = await runScripted({
      mode: 'prompted',
      planner: byStage({ text: twoPrompts.slice(0, cut), error: dropped() }, finalAnswer(42)),
    });
    expect(run.status).toBe('done');
    expect(run.state.stages[0]?.plan.status).toBe('truncated');
    expect(run.codes).toContain('plan-broken-off');
    expect(run.state.stages[0]?.executions).toHaveLength(1);
  });

  it('asks again for an answer that breaks off', async () => {
    const second = (attempt: number): ScriptedReply =>
      attempt === 1 ? { text: '<Final_answer>\nIt is', error: dropped() } : { text: 'It is \\boxed{42}.' };
    const run = await runScripted({ planner: byStage({ text: twoPrompts }, second) });
    expect(run.status).toBe('done');
    expect(run.state.answer?.text).toBe('It is \\boxed{42}.');
    expect(run.state.answer?.failedAttempts).toHaveLength(1);
    expect(run.planner.calls.at(-1)?.sent.endsWith('<Final_answer>\n')).toBe(true);
  });

  it('asks again for an answer that breaks off beside running executions, once they have joined', async () => {
    const both = `${twoPrompts.replace('\n</Plan_1>', '')} <Final_answer>\nIt is`;
    const run = await runScripted({
      planner: (sent) =>
        sent.endsWith('<Final_answer>\n') ? { text: 'It is \\boxed{42}.' } : { text: both, error: dropped() },
      executor: () => ({ text: 'A long enough text that it is still being written. '.repeat(40) }),
    });
    expect(run.status).toBe('done');
    expect(run.state.answer).toMatchObject({ text: 'It is \\boxed{42}.', forced: 'retry' });
    const types = run.events.map(({ type }) => type);
    expect(types.indexOf('stage-end')).toBeLessThan(types.lastIndexOf('answer-start'));
    // The reply had left the plan: only the answer continues, not the plan.
    expect(run.planner.calls).toHaveLength(2);
    expect(run.codes).not.toContain('plan-resumed');
    expect(run.planner.calls[1]?.sent).not.toContain('has not ended');
    expect(validateLog(run.events)).toEqual([]);
  });

  it('ends failed, with the remedy, when the planner cannot be reached', async () => {
    const run = await runScripted({ planner: () => ({ error: refused() }) });
    expect(run.status).toBe('failed');
    expect(run.state.error).toMatchObject({ type: 'unreachable' });
    expect(run.state.error?.remedy).toBeTruthy();
    expect(validateLog(run.events)).toEqual([]);
  });

  it('does not retry what cannot get better', async () => {
    const run = await runScripted({ planner: () => ({ error: unauthorized() }) });
    expect(run.planner.calls).toHaveLength(1);
    expect(run.status).toBe('failed');
  });
});

describe('models that do it their own way', () => {
  it('a chat model that writes no tag is reminded once, then its text is the answer', async () => {
    const run = await runScripted({
      mode: 'prompted',
      planner: () => ({ text: 'It is \\boxed{42}, clearly.' }),
    });
    expect(run.planner.calls).toHaveLength(2);
    expect(run.planner.calls[1]?.options.input).toMatchObject({ messages: { length: 4 } });
    expect(run.codes).toContain('no-tags');
    expect(run.status).toBe('done');
    expect(run.state.stages).toHaveLength(0);
    expect(run.state.answer?.text).toBe('It is \\boxed{42}, clearly.');
    expect(validateLog(run.events)).toEqual([]);
  });

  it('a model that writes all rounds alone is cut off after its own', async () => {
    const alone = `${twoPrompts}\n<Execution_1>\n<execution_1.1>\nI know it.\n</execution_1.1>\n</Execution_1>\n<Final_answer>\n\\boxed{41}\n</Final_answer>`;
    const run = await runScripted({
      mode: 'prompted',
      planner: byStage({ text: alone, ignoresStop: true }, finalAnswer(42)),
    });
    expect(run.status).toBe('done');
    expect(run.codes).toContain('stop-not-honoured');
    expect(run.planner.calls[0]?.aborted).toBe(true);
    expect(run.state.stages[0]?.executions.map(({ text }) => text)).toEqual(['Done.', 'Done.']);
    expect(run.state.answer?.text).toContain('42');
  });

  it('one that thinks and says nothing fails with the limit to raise', async () => {
    const run = await runScripted({
      mode: 'prompted',
      planner: () => ({ thinking: 'Hm. '.repeat(20), reason: 'length' }),
    });
    expect(run.status).toBe('failed');
    expect(run.state.error?.message).toMatch(/think/i);
    expect(run.state.error?.remedy).toMatch(/limit/i);
    expect(run.planner.calls).toHaveLength(1);
  });

  it('one that puts the tags into its reasoning is read from there', async () => {
    const run = await runScripted({
      mode: 'prompted',
      planner: byStage({ thinking: twoPrompts }, { thinking: finalAnswer(42).text! }),
    });
    expect(run.codes).toContain('tags-in-reasoning');
    expect(run.status).toBe('done');
    expect(run.state.stages[0]?.executions).toHaveLength(2);
    expect(run.state.answer?.text).toContain('42');
  });

  it('an empty reply is asked once more, then fails', async () => {
    const run = await runScripted({ planner: () => ({ text: '' }) });
    expect(run.planner.calls).toHaveLength(2);
    expect(run.state.error?.type).toBe('empty-reply');
  });

  it('thinking of a reply that turns out to be the answer belongs to the answer', async () => {
    const run = await runScripted({
      mode: 'prompted',
      planner: () => ({ thinking: 'Easy.', ...finalAnswer(42) }),
    });
    expect(run.state.stages).toHaveLength(0);
    expect(run.state.answer).toMatchObject({ thinking: 'Easy.', status: 'done' });
  });
});

describe('forced answers', () => {
  const forcedOf = ({ state }: { state: { answer: { forced: unknown } | null } }) => state.answer?.forced;
  const forcedAnswer = (sent: string) => sent.endsWith('<Final_answer>\n');

  it('at the last stage', async () => {
    let plans = 0;
    const run = await runScripted({
      planner: (sent) =>
        forcedAnswer(sent)
          ? finalAnswer(42)
          : { text: `<Plan>\nRound ${++plans}. <prompt> Task ${plans}. </prompt>\n</Plan>` },
      settings: { maxStages: 4 },
    });
    expect(run.state.stages).toHaveLength(3);
    expect(forcedOf(run)).toBe('stage-limit');
    expect(run.status).toBe('done');
  });

  it('after plans that go nowhere', async () => {
    let plans = 0;
    const run = await runScripted({
      planner: (sent) =>
        forcedAnswer(sent)
          ? finalAnswer(42)
          : { text: `<Plan_1>\nStill thinking, part ${++plans}.\n</Plan_1>` },
    });
    expect(run.state.stages).toHaveLength(3);
    expect(forcedOf(run)).toBe('endless-plan');
  });

  it('after a plan that ran into its limit without a prompt', async () => {
    const run = await runScripted({
      planner: (sent) =>
        forcedAnswer(sent) ? finalAnswer(42) : { text: '<Plan_1>\nOn and on', reason: 'length' },
    });
    expect(run.state.stages[0]?.plan.status).toBe('truncated');
    expect(forcedOf(run)).toBe('endless-plan');
  });

  it('after a plan that repeats an earlier one', async () => {
    const run = await runScripted({
      planner: (sent) =>
        forcedAnswer(sent) ? finalAnswer(42) : { text: '<Plan>\nTry. <prompt> Add. </prompt>\n</Plan>' },
    });
    expect(run.state.stages).toHaveLength(2);
    expect(forcedOf(run)).toBe('repeated-plan');
  });

  it('when the window is full, and no call asks for more than is left', async () => {
    const run = await runScripted({
      contextWindow: 2048,
      planner: (sent) =>
        forcedAnswer(sent)
          ? finalAnswer(42)
          : {
              text: `<Plan>\n${'Step by step. '.repeat(sent.length % 7)}<prompt> Write much. </prompt>\n</Plan>`,
            },
      executor: () => ({ text: 'Much was written here, and more. '.repeat(60) }),
    });
    expect(forcedOf(run)).toBe('context-full');
    expect(run.status).toBe('done');
    for (const { options } of [...run.planner.calls, ...run.executor.calls])
      expect(options.maxTokens + options.estimatedInputTokens!).toBeLessThanOrEqual(2048);
    // Known beforehand: we ask for no plan that would have no room.
    expect(run.state.stages.map(({ plan }) => plan.status)).not.toContain('failed');
    for (const { options, sent } of [...run.planner.calls.slice(0, -1), ...run.executor.calls])
      expect(options.maxTokens).toBeLessThanOrEqual(Math.ceil((2048 - contextTokensAtMost(sent)) / 2));
  });
});

describe('cancelling', () => {
  it('aborts every open call and ends every open piece', async () => {
    const abort = new AbortController();
    const run = await runScripted({
      planner: byStage({ text: twoPrompts, hangs: true }),
      executor: () => ({ text: 'Working on it.', hangs: true }),
      signal: abort.signal,
      onEvents(events) {
        if (events.some((event) => event.type === 'execution-delta' && event.stream === 'execution:1.2'))
          queueMicrotask(() => abort.abort(new Error('Cancelled')));
      },
    });
    expect(run.status).toBe('cancelled');
    expect(run.planner.open + run.executor.open).toBe(0);
    expect([...run.planner.calls, ...run.executor.calls].every(({ aborted }) => aborted)).toBe(true);
    expect(run.state.stages[0]?.plan.status).toBe('cancelled');
    expect(validateLog(run.events)).toEqual([]);
  });
});
