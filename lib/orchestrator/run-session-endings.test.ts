import { describe, expect, it } from 'vitest';
import { contextTokensAtMost } from '#lib/protocol/contexts/context.ts';
import type { TokenCounter } from '#lib/tokens/counter.ts';
import { estimateTokens } from '#lib/trace/estimate.ts';
import { validateLog } from '#lib/trace/validate-log.ts';
import { expectWhole } from './testing/expect-whole.ts';
import { byStage, dropped, finalAnswer, tooLong, twoPrompts } from './testing/replies.ts';
import { runScripted, wordCounter } from './testing/run-scripted.ts';
import type { ScriptedReply } from './testing/scripted-model.ts';

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
        planner: byStage({ text: twoPrompts }, finalAnswer(42)),
        executor: (sent) => (sent.endsWith('<execution_1.2>\n') ? cut('Half', reason) : { text: 'Six.' }),
      });
      expect(execution).toMatchObject({ status: 'done', codes: [code] });
      expect(execution.state.stages[0]?.executions[1]).toMatchObject({ status: 'truncated', text: 'Half' });
      const thought = await runScripted({ strategy: 'sequential', planner: () => cut('Six', reason) });
      expect(thought).toMatchObject({ status: 'truncated', codes: [code] });
    },
  );

  it('content-filter: one that holds nothing is the filter’s doing, and is not asked for again', async () => {
    const run = await runScripted({ strategy: 'sequential', planner: () => cut('', 'content-filter') });
    expect(run).toMatchObject({ status: 'failed', state: { error: { type: 'content-filter' } } });
    expect(run.state.thought?.failedAttempts).toEqual([]);
  });

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
          thinking: finalAnswer(42).text ?? '',
        },
      ),
    });
    expect(run.state.diagnostics).toMatchObject([{ code: 'tags-in-reasoning', place: { stream: 'answer' } }]);
    expect(validateLog(run.events)).toEqual([]);
  });
});

describe('a tokenizer that fails', () => {
  it('costs a session its exact counts, and nothing else', async () => {
    let calls = 0;
    const counter: TokenCounter = {
      name: 'breaks',
      count: async (text) => {
        if (++calls > 2) throw new Error('The worker is out of memory');
        return wordCounter.count(text);
      },
    };
    const run = await runScripted({ planner: byStage({ text: twoPrompts }, finalAnswer(42)), counter });
    expect(run.status).toBe('done');
    expect(run.codes).toEqual(['tokens-estimated']);
    expect(run.state.answer?.tokens?.text).toBe(estimateTokens('It is \\boxed{42}.'));
    expect(validateLog(run.events)).toEqual([]);
  });
});

describe('a defect of ours', () => {
  it('ends the session as failed, with a whole log, and leaves no call open', async () => {
    const run = await runScripted({
      planner: byStage({ text: twoPrompts, hangs: true }),
      executor: (sent) =>
        sent.endsWith('<execution_1.2>\n')
          ? { text: 'Half', error: dropped() }
          : { text: 'Working on it, and on.', hangs: true },
      random: () => {
        throw new Error('No more randomness');
      },
    });
    expect(run.status).toBe('failed');
    expect(run.state.error).toMatchObject({ type: 'internal' });
    expect(run.state.error?.message).toContain('No more randomness');
    expect(run.state.error?.remedy).toMatch(/report/);
    expect(run.planner.open + run.executor.open).toBe(0);
    expect([...run.planner.calls, ...run.executor.calls].map(({ aborted }) => aborted)).toEqual([
      true,
      true,
      true,
    ]);
    // The log keeps the text being written, and counts it to its end.
    expect(run.state.stages[0]?.executions[0]?.text).toBe('Working on it, and on.');
    expect(run.state.stages[0]?.executions[1]).toMatchObject({ status: 'failed', text: 'Half' });
    await expectWhole(run.events, run.state, run.status);
  });

  it('also in the step from one round to the next', async () => {
    let thrown = false;
    const run = await runScripted({
      planner: byStage({ text: twoPrompts }, finalAnswer(42)),
      onEvents(events) {
        if (thrown || events[0]?.type !== 'stage-end') return;
        thrown = true;
        throw new Error('Nobody takes the join');
      },
    });
    expect(run.status).toBe('failed');
    expect(run.state.error?.message).toContain('Nobody takes the join');
    await expectWhole(run.events, run.state, run.status);
  });
});

describe('an answer that the server refuses as too long', () => {
  const planned: ScriptedReply = { text: '<Plan>\nOne way. <prompt> Write much. </prompt>\n</Plan>' };
  const limit = 1200;
  /** A server that counts as we do, has a window unknown to our configuration, and may or may not name it. */
  const serverWith =
    (named: { contextWindow?: number }) =>
    (sent: string): ScriptedReply => {
      if (contextTokensAtMost(sent) > limit) return { error: tooLong(named) };
      return sent.includes('<Execution_1>') ? finalAnswer(42) : planned;
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
    const { maxTokens, estimatedInputTokens } = run.planner.calls.at(-1)!.options;
    expect(maxTokens + Number(estimatedInputTokens)).toBeLessThanOrEqual(limit);
    expect(validateLog(run.events)).toEqual([]);
  });

  it('fails with the remedy once nothing more can be left out', async () => {
    const run = await runScripted({
      planner: (sent) =>
        sent.includes('<Execution_1>') || sent.endsWith('<Final_answer>\n') ? { error: tooLong() } : planned,
      executor: () => long,
      settings: { maxAttempts: 40 },
    });
    expect(run.status).toBe('failed');
    expect(run.state.error).toMatchObject({ type: 'context-too-long' });
    expect(run.state.error?.remedy).toContain('window');
    expect(run.state.answer?.failedAttempts.length).toBeLessThan(15);
  });
});
