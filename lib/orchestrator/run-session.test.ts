import { describe, expect, it } from 'vitest';
import { EndpointError } from '#lib/models/errors.ts';
import { contextTokensAtMost } from '#lib/protocol/context-size.ts';
import { validateLog } from '#lib/trace/validate-log.ts';
import { runScripted } from './testing/run-scripted.ts';
import type { ScriptedReply } from './testing/scripted-model.ts';

const answer = (value: number | string): ScriptedReply => ({
  text: `<Final_answer>\nIt is \\boxed{${value}}.\n</Final_answer>`,
});
const dropped = () => new EndpointError('dropped', { url: 'http://127.0.0.1:1/v1' });
const refused = () => new EndpointError('unreachable', { url: 'http://127.0.0.1:1/v1', reason: 'refused' });
const twoPrompts =
  '<Plan_1>\nTwo ways. <prompt_1.1> Add six seven times. </prompt_1.1> And also a longer thought about the check that follows. <prompt_1.2> Multiply directly. </prompt_1.2> Then compare.\n</Plan_1>';

/** Replies by stage: the planner is asked for stage n after n-1 closed executions. */
const byStage = (...replies: readonly (ScriptedReply | ((attempt: number) => ScriptedReply))[]) => {
  const asked = new Map<number, number>();
  return (sent: string): ScriptedReply => {
    const stage = sent.split('</Execution_').length - 1;
    const attempt = (asked.get(stage) ?? 0) + 1;
    asked.set(stage, attempt);
    const reply = replies[stage] ?? answer('late');
    return typeof reply === 'function' ? reply(attempt) : reply;
  };
};

describe('a session', () => {
  it('forks at each closing prompt, joins, and ends with the answer', async () => {
    const run = await runScripted({ planner: byStage({ text: twoPrompts }, answer(42)) });
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
      planner: byStage({ text: twoPrompts }, answer(42)),
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
      planner: byStage({ text: `<Plan_1>\n${prompts.join(' ')}\n</Plan_1>` }, answer(42)),
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
    const run = await runScripted({ planner: byStage({ text: twoPrompts }, second, answer(42)) });
    expect(run.state.dependencies.map(({ from, to }) => ({ from, to }))).toEqual([
      { from: { stage: 1, index: 1 }, to: 'plan:2' },
    ]);
    expect(run.codes).toContain('reference-not-earlier');
  });
});

describe('failures', () => {
  it('retries an executor, then fails it alone and tells the planner', async () => {
    const run = await runScripted({
      planner: byStage({ text: twoPrompts }, answer(42)),
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
    const run = await runScripted({ planner: byStage(first, answer(42)) });
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
    const run = await runScripted({ planner: byStage(first, answer(42)) });
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
      planner: byStage({ text: twoPrompts.slice(0, cut), error: dropped() }, answer(42)),
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
    const unauthorized = () =>
      new EndpointError('unauthorized', { url: 'http://127.0.0.1:1/v1', status: 401 });
    const run = await runScripted({ planner: () => ({ error: unauthorized() }) });
    expect(run.planner.calls).toHaveLength(1);
    expect(run.status).toBe('failed');
  });
});

describe('a reply that ends before it is whole', () => {
  const cut = (text: string, reason: 'length' | 'content-filter'): ScriptedReply => ({ text, reason });

  it.each([
    ['length', 'cut-at-limit'],
    ['content-filter', 'content-filter'],
  ] as const)(
    '%s: an answer, an execution or a thought is kept, truncated, and told once',
    async (reason, code) => {
      const inPlan = await runScripted({ planner: () => cut('<Final_answer>\nIt is', reason) });
      expect(inPlan).toMatchObject({ status: 'truncated', codes: [code] });
      const execution = await runScripted({
        planner: byStage({ text: twoPrompts }, answer(42)),
        executor: (sent) => (sent.endsWith('<execution_1.2>\n') ? cut('Half', reason) : { text: 'Six.' }),
      });
      expect(execution).toMatchObject({ status: 'done', codes: [code] });
      expect(execution.state.stages[0]?.executions[1]).toMatchObject({ status: 'truncated', text: 'Half' });
      const thought = await runScripted({ strategy: 'sequential', planner: () => cut('Six', reason) });
      expect(thought).toMatchObject({ status: 'truncated', codes: [code] });
    },
  );

  it('an answer without tags, after the reminder', async () => {
    const run = await runScripted({ mode: 'prompted', planner: () => cut('It is', 'length') });
    expect(run.status).toBe('truncated');
    expect(run.codes).toEqual(['no-tags', 'cut-at-limit']);
    expect(validateLog(run.events)).toEqual([]);
  });

  it('an answer read from the reasoning says so', async () => {
    const run = await runScripted({
      mode: 'prompted',
      planner: byStage(
        { text: twoPrompts },
        {
          thinking: answer(42).text ?? '',
        },
      ),
    });
    expect(run.codes).toContain('tags-in-reasoning');
    expect(validateLog(run.events)).toEqual([]);
  });
});

describe('a defect of ours', () => {
  it('ends the session as failed, with a whole log, and leaves no call open', async () => {
    let counted = 0;
    const counter = {
      name: 'broken',
      count: async () => {
        if (++counted > 6) throw new Error('The tokenizer is gone');
        return 1;
      },
    };
    const run = await runScripted({
      planner: byStage({ text: twoPrompts, hangs: true }),
      executor: () => ({ text: 'Working.' }),
      counter,
    });
    expect(run.status).toBe('failed');
    expect(run.state.error).toMatchObject({ type: 'internal' });
    expect(run.state.error?.message).toContain('The tokenizer is gone');
    expect(run.planner.open + run.executor.open).toBe(0);
    expect(validateLog(run.events)).toEqual([]);
    expect(run.codes).toContain('tokens-estimated');
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
      planner: byStage({ text: alone, ignoresStop: true }, answer(42)),
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
      planner: byStage({ thinking: twoPrompts }, { thinking: answer(42).text! }),
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
      planner: () => ({ thinking: 'Easy.', ...answer(42) }),
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
          ? answer(42)
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
        forcedAnswer(sent) ? answer(42) : { text: `<Plan_1>\nStill thinking, part ${++plans}.\n</Plan_1>` },
    });
    expect(run.state.stages).toHaveLength(3);
    expect(forcedOf(run)).toBe('endless-plan');
  });

  it('after a plan that ran into its limit without a prompt', async () => {
    const run = await runScripted({
      planner: (sent) =>
        forcedAnswer(sent) ? answer(42) : { text: '<Plan_1>\nOn and on', reason: 'length' },
    });
    expect(run.state.stages[0]?.plan.status).toBe('truncated');
    expect(forcedOf(run)).toBe('endless-plan');
  });

  it('after a plan that repeats an earlier one', async () => {
    const run = await runScripted({
      planner: (sent) =>
        forcedAnswer(sent) ? answer(42) : { text: '<Plan>\nTry. <prompt> Add. </prompt>\n</Plan>' },
    });
    expect(run.state.stages).toHaveLength(2);
    expect(forcedOf(run)).toBe('repeated-plan');
  });

  it('when the window is full, and no call asks for more than is left', async () => {
    const run = await runScripted({
      contextWindow: 2048,
      planner: (sent) =>
        forcedAnswer(sent)
          ? answer(42)
          : {
              text: `<Plan>\n${'Step by step. '.repeat(sent.length % 7)}<prompt> Write much. </prompt>\n</Plan>`,
            },
      executor: () => ({ text: 'Much was written here, and more. '.repeat(60) }),
    });
    expect(forcedOf(run)).toBe('context-full');
    expect(run.status).toBe('done');
    for (const { options } of [...run.planner.calls, ...run.executor.calls])
      expect(options.maxTokens + options.estimatedInputTokens!).toBeLessThanOrEqual(2048);
  });
});

describe('an answer that the server refuses as too long', () => {
  const planned: ScriptedReply = { text: '<Plan>\nOne way. <prompt> Write much. </prompt>\n</Plan>' };
  const limit = 1200;
  /** A server that counts as we do, has a window it was not configured with, and names it or not. */
  const serverWith =
    (named: { contextWindow?: number }) =>
    (sent: string): ScriptedReply => {
      const refusal = new EndpointError('context-too-long', { url: 'http://127.0.0.1:1/v1', ...named });
      if (contextTokensAtMost(sent) > limit) return { error: refusal };
      return sent.includes('<Execution_1>') ? answer(42) : planned;
    };
  const long = { text: `${'Much was written here, and more. '.repeat(400)}So it is 42.` };

  it.each([[{ contextWindow: limit }], [{}]])('is asked for again, shortened (%o named)', async (named) => {
    const run = await runScripted({
      planner: serverWith(named),
      executor: () => long,
      settings: { maxAttempts: 12 },
    });
    expect(run.status).toBe('done');
    expect(run.state.answer).toMatchObject({ forced: 'context-full', text: 'It is \\boxed{42}.' });
    expect(run.planner.calls.at(-1)?.sent).toContain('So it is 42.\n</execution_1.1>');
    expect(run.codes.filter((code) => code === 'context-shortened')).toHaveLength(1);
    expect(validateLog(run.events)).toEqual([]);
  });

  it('fails with the remedy once nothing more can be left out', async () => {
    const run = await runScripted({
      planner: (sent) =>
        sent.includes('<Execution_1>') || sent.endsWith('<Final_answer>\n')
          ? { error: new EndpointError('context-too-long', { url: 'http://127.0.0.1:1/v1' }) }
          : planned,
      executor: () => long,
      settings: { maxAttempts: 40 },
    });
    expect(run.status).toBe('failed');
    expect(run.state.error).toMatchObject({ type: 'context-too-long' });
    expect(run.state.error?.remedy).toContain('window');
    expect(run.planner.calls.length).toBeLessThan(30);
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
