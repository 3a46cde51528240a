import { describe, expect, it } from 'vitest';
import type { EventOf, TraceEvent, TraceEventType } from '#lib/trace/events.ts';
import { byStage, dropped, finalAnswer, twoPrompts } from './testing/replies.ts';
import { runScripted } from './testing/run-scripted.ts';
import type { ScriptedReply } from './testing/scripted-model.ts';

const PART_MS = 10;

const eventsOf = <T extends TraceEventType>(events: readonly TraceEvent[], type: T): EventOf<T>[] =>
  events.filter((event): event is EventOf<T> => event.type === type);

describe('what a log tells of a plan', () => {
  const second = `<Plan_2>
Based on execution_1.1: then <prompt_2.1> Check it. </prompt_2.1>
Based on execution_1.2: too. <prompt_2.2> Check that. </prompt_2.2> Hence \\boxed{42}.
</Plan_2>`;

  it('each reference and each remark once, before the fork that it stands before', async () => {
    const run = await runScripted({
      planner: byStage({ text: twoPrompts }, { text: second }, finalAnswer(42)),
    });
    expect(run.status).toBe('done');
    expect(run.state.dependencies).toMatchObject([
      { from: { stage: 1, index: 1 }, to: 'plan:2' },
      { from: { stage: 1, index: 2 }, to: 'plan:2' },
    ]);
    // Reported once per plan, at the first box.
    expect(run.codes).toEqual(['early-answer']);
    const types = run.events.map(({ type }) => type);
    const forks = run.events.filter((event) => event.type === 'prompt-end' && event.stage === 2);
    expect(types.indexOf('dependency')).toBeLessThan(forks[0]?.seq ?? 0);
    expect(types.lastIndexOf('dependency')).toBeLessThan(forks[1]?.seq ?? 0);
  });

  it('also those after its last prompt, when it breaks off there', async () => {
    const broken = { text: second.slice(0, second.indexOf('\n</Plan_2>')), error: dropped() };
    const run = await runScripted({
      mode: 'prompted',
      planner: byStage({ text: twoPrompts }, broken, finalAnswer(42)),
    });
    expect(run.codes).toEqual(['early-answer', 'plan-broken-off']);
  });

  it('nothing of an attempt that was void', async () => {
    const first = (attempt: number): ScriptedReply =>
      attempt === 1 ? { text: '<Plan_1>\nIt is \\boxed{41}.', error: dropped() } : { text: twoPrompts };
    const run = await runScripted({ planner: byStage(first, finalAnswer(42)) });
    expect(run.status).toBe('done');
    expect(run.codes).toEqual([]);
  });
});

describe('what a log tells of time', () => {
  it('the first words of a stream at their own time, later ones gathered', async () => {
    const run = await runScripted({ planner: byStage({ text: twoPrompts }, finalAnswer(42)) });
    const { plan, executions } = run.state.stages[0]!;
    for (const piece of executions) expect(piece.firstTokenAt).toBe((piece.requestedAt ?? 0) + PART_MS);
    // The first part of a plan is its tag.
    expect(plan.firstTokenAt).toBe((plan.requestedAt ?? 0) + 2 * PART_MS);
    const deltas = eventsOf(run.events, 'plan-delta');
    expect(deltas.length).toBeGreaterThan(3);
    expect(deltas.length).toBeLessThan(twoPrompts.length / 14);
  });

  const oneFailure = (reply: ScriptedReply) => (attempt: number) =>
    attempt === 1 ? { ...reply, text: reply.text?.slice(0, 20), error: dropped() } : reply;
  const scripts: Record<string, Parameters<typeof runScripted>[0]> = {
    plan: { planner: byStage(oneFailure({ text: twoPrompts }), finalAnswer(42)) },
    execution: {
      planner: byStage({ text: twoPrompts }, finalAnswer(42)),
      executor: (_, call) => (call === 1 ? { text: 'Half', error: dropped() } : { text: 'Six.' }),
    },
    answer: { planner: byStage({ text: twoPrompts }, oneFailure(finalAnswer(42))) },
    'forced answer': {
      settings: { maxStages: 2 },
      planner: byStage({ text: twoPrompts }, oneFailure(finalAnswer(42))),
    },
    thought: {
      strategy: 'sequential',
      planner: (_, call) => oneFailure({ text: 'It is \\boxed{42}.' })(call),
    },
  };

  it.each(Object.entries(scripts))('%s: the next attempt leaves when the log says so', async (_, script) => {
    const run = await runScripted(script);
    expect(run.status).toBe('done');
    const [failed] = eventsOf(run.events, 'attempt-failed');
    expect(failed?.retryInMs).toBeGreaterThan(100);
    const next = run.events.find(
      (event) => 'requestedAt' in event && event.stream === failed?.stream && event.seq > failed.seq,
    );
    expect(next?.at).toBe((failed?.at ?? 0) + (failed?.retryInMs ?? 0));
  });

  it.each(Object.entries(scripts))('%s: cancelled while it waits, no attempt begins', async (_, script) => {
    const abort = new AbortController();
    const run = await runScripted({
      ...script,
      // The same replies again: a script counts its own calls.
      ...(script.executor && { executor: script.executor }),
      signal: abort.signal,
      settings: { ...script.settings, parallelism: 1 },
      onEvents(events) {
        if (events.some(({ type }) => type === 'attempt-failed'))
          queueMicrotask(() => abort.abort(new Error('Cancelled')));
      },
    });
    const failed = eventsOf(run.events, 'attempt-failed')[0];
    if (!failed) return expect(run.status).toBe('done');
    expect(run.status).toBe('cancelled');
    const later = run.events.slice(failed.seq + 1);
    expect(later.filter(({ type }) => type.endsWith('-start') && !type.startsWith('prompt'))).toEqual([]);
  });
});

describe('what a log tells of an execution', () => {
  it('the last words before a break, held back in case they were a tag', async () => {
    const run = await runScripted({
      planner: byStage({ text: twoPrompts }, finalAnswer(42)),
      executor: () => ({ text: 'Half of it, where x <', error: dropped() }),
      settings: { maxAttempts: 2 },
    });
    for (const { text, failedAttempts } of run.state.stages[0]!.executions) {
      expect(text).toBe('Half of it, where x <');
      expect(failedAttempts[0]?.text).toBe('Half of it, where x <');
    }
  });

  it('that it went on after its turn, said once', async () => {
    const run = await runScripted({
      planner: byStage({ text: twoPrompts }, finalAnswer(42)),
      executor: () => ({
        text: 'Six.\n</execution_1.1>\n<execution_1.2>\nAnd the other, too.',
        ignoresStop: true,
      }),
    });
    expect(run.codes.filter((code) => code === 'stop-not-honoured')).toHaveLength(1);
    expect(run.state.stages[0]?.executions.map(({ text }) => text)).toEqual(['Six.', 'Six.']);
    expect(run.executor.calls.map(({ aborted }) => aborted)).toEqual([true, true]);
  });
});

describe('what a log tells of an answer', () => {
  it('the context of the plan whose reply it was, whole counts, and the endpoint’s reason', async () => {
    const run = await runScripted({ planner: byStage({ text: twoPrompts }, finalAnswer(42)) });
    const [start] = eventsOf(run.events, 'answer-start');
    const asked = eventsOf(run.events, 'plan-start').at(-1);
    expect(start?.contextSha256).toBe(asked?.contextSha256);
    expect(start?.requestedAt).toBe(asked?.requestedAt);
    expect(run.state.answer).toMatchObject({ finishReason: 'stop', tokens: { text: 3 } });
  });

  it('a plan that turns to it mid-way keeps its words', async () => {
    const run = await runScripted({
      planner: () => ({ text: `<Plan_1>\nI see it at once. ${finalAnswer(42).text}` }),
    });
    expect(run.status).toBe('done');
    expect(run.state.stages).toHaveLength(1);
    expect(run.state.stages[0]?.plan).toMatchObject({ text: 'I see it at once.', tokens: { text: 5 } });
    expect(run.state.answer?.text).toBe('It is \\boxed{42}.');
  });
});
