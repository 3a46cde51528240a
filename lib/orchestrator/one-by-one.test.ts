import { describe, expect, it } from 'vitest';
import type { TraceState } from '#lib/trace/state.ts';
import { validateLog } from '#lib/trace/validate-log.ts';
import { findsOneByOne } from './one-by-one.ts';
import { byStage, dropped, finalAnswer } from './testing/replies.ts';
import { runScripted, type ScriptedRunOptions } from './testing/run-scripted.ts';

const CODE = 'branches-one-by-one';
const plan = (stage: number, prompts = 3) =>
  `<Plan_${stage}>\n${Array.from(
    { length: prompts },
    (_, index) => `<prompt_${stage}.${index + 1}> Look at case ${index + 1}. </prompt_${stage}.${index + 1}>`,
  ).join('\n')}\n</Plan_${stage}>`;

const run = (options: Partial<ScriptedRunOptions> = {}) =>
  runScripted({
    planner: byStage({ text: plan(1) }, finalAnswer(42)),
    // Long enough that the plan is over before the first execution is.
    executor: () => ({ text: 'I looked at it for long, and found nothing at all. '.repeat(6) }),
    settings: { forkAt: 'plan' },
    ...options,
  });
const findings = async (options: Partial<ScriptedRunOptions>) =>
  (await run(options)).codes.filter((code) => code === CODE);

describe('a server that works executions off one by one', () => {
  it('is named at the join, before the stage ends, with what to set', async () => {
    const { events, state } = await run({ executorSlots: 1 });
    const [found] = state.diagnostics;
    expect(found).toMatchObject({ code: CODE, severity: 'warning', place: { stage: 1 } });
    for (const remedy of ['-np', 'OLLAMA_NUM_PARALLEL', '--max-num-seqs'])
      expect(found?.explanation).toContain(remedy);
    expect(events.find(({ type }) => type === 'stage-end')?.seq).toBe((found?.seq ?? 0) + 1);
    expect(validateLog(events)).toEqual([]);
  });

  it('is named once in a session', async () => {
    const planner = byStage({ text: plan(1) }, { text: plan(2) }, finalAnswer(42));
    expect(await findings({ planner, executorSlots: 1 })).toEqual([CODE]);
  });

  it('is seen in those that were requested together, where our limit let others in later', async () => {
    const planner = byStage({ text: plan(1, 5) }, finalAnswer(42));
    expect(
      await findings({ planner, executorSlots: 1, settings: { parallelism: 3, forkAt: 'plan' } }),
    ).toEqual([CODE]);
  });
});

describe('is not said', () => {
  const cases: Record<string, Partial<ScriptedRunOptions>> = {
    'of a server that works on all at a time': {},
    'of one that works on two at a time': {
      planner: byStage({ text: plan(1, 6) }, finalAnswer(42)),
      executorSlots: 2,
    },
    'of the rule-based built-in': { executorSlots: 1, ruleBased: true },
    'where our own limit lets one run at a time': { settings: { parallelism: 1, forkAt: 'plan' } },
    'of two executions': { planner: byStage({ text: plan(1, 2) }, finalAnswer(42)), executorSlots: 1 },
    'of replies so short that they follow each other anyway': {
      executor: () => ({ text: '42' }),
      executorSlots: 1,
    },
    'of executions that were requested while others wrote already': {
      settings: { forkAt: 'prompt' },
      executor: () => ({ text: 'Nothing.' }),
    },
    'where executions were tried again': {
      executor: (_, call) =>
        call <= 3
          ? { error: dropped() }
          : { text: 'I looked at it for long, and found nothing at all. '.repeat(6) },
      executorSlots: 1,
    },
  };
  it.each(Object.entries(cases))('%s', async (_, options) => {
    const result = await run(options);
    expect(result.status).toBe('done');
    expect(result.codes).not.toContain(CODE);
  });
});

/**
 * A stage whose executions were requested, began and ended writing at these moments; the function reads nothing else.
 */
const stageOf = (
  times: readonly (readonly [requestedAt: number, firstTokenAt: number, lastTokenAt: number])[],
) =>
  ({
    session: { models: { executor: { ruleBased: false } } },
    diagnostics: [],
    stages: [
      {
        executions: times.map(([requestedAt, firstTokenAt, lastTokenAt]) => ({
          requestedAt,
          firstTokenAt,
          lastTokenAt,
          failedAttempts: [],
          status: 'done',
        })),
      },
    ],
  }) as unknown as TraceState;

describe('a server that reads prompts for longer than it writes', () => {
  it('is named: times of llama.cpp with one slot, forked while the plan was written', () => {
    const times = [
      [48_365, 68_233, 72_014],
      [52_320, 76_530, 80_790],
      [56_442, 86_876, 89_971],
      [60_742, 93_074, 95_163],
    ] as const;
    expect(findsOneByOne(stageOf(times), 1)).toBe(true);
  });

  it('is not named where each waited as long as the other: short replies, forked one after the other', () => {
    const times = [
      [0, 3_000, 3_300],
      [1_000, 4_020, 4_300],
      [2_000, 4_990, 5_300],
    ] as const;
    expect(findsOneByOne(stageOf(times), 1)).toBe(false);
  });
});
