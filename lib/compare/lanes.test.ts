import { describe, expect, test } from 'vitest';
import { execution, logOf, planEnd, planStart, prompt, stage } from '#lib/graph/testing/rounds-log.ts';
import { criticalPath } from '#lib/trace/critical-path.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { worked, workedThinking } from '#lib/trace/testing/worked-example.ts';
import { traceLanes } from './lanes.ts';
import { sequentialText, traceLog } from './testing/traces.ts';

describe('on the token axis', () => {
  const { bars, marks, rows } = traceLanes(worked, 'tokens', criticalPath(worked));
  const bar = (stream: string) => bars.find((candidate) => candidate.stream === stream);

  test('planner and answer share the first lane, execution i.j has lane j', () => {
    expect(rows).toBe(3);
    expect(bars.filter(({ row }) => row === 0).map(({ stream }) => stream)).toEqual([
      'plan:1',
      'plan:2',
      'plan:3',
      'answer',
    ]);
    expect(bar('execution:1.2')?.row).toBe(2);
    expect(bar('execution:3.1')?.row).toBe(1);
  });

  test('an execution begins at its fork, P_k after its plan; the stage ends with its longest way', () => {
    // Stage 1 is 100 long (the plan), stage 2 40; stage 3 begins at 140.
    expect(bar('execution:1.1')).toMatchObject({ from: 30, to: 80 });
    expect(bar('execution:1.2')).toMatchObject({ from: 70, to: 90 });
    expect(bar('plan:3')).toMatchObject({ from: 140, to: 230 });
    expect(marks.filter(({ kind }) => kind === 'fork').map(({ at }) => at)).toEqual([30, 70, 160]);
  });

  test('stages with executions end in a join, a plan-only stage has none', () => {
    expect(marks.filter(({ kind }) => kind === 'join').map((mark) => [mark.stage, mark.at])).toEqual([
      [1, 100],
      [3, 230],
    ]);
  });

  test('the critical path is marked where it runs', () => {
    expect(bar('plan:1')?.critical).toEqual({ from: 0, to: 100 });
    expect(bar('execution:1.1')?.critical).toBeNull();
    expect(bar('answer')?.critical).toEqual({ from: 230, to: 240 });
  });
});

describe('on the token axis, with thinking (lib/trace/SPEC.md)', () => {
  const barsOf = (reading: 'decoded' | 'visible') =>
    traceLanes(workedThinking, 'tokens', criticalPath(workedThinking, 'authors', reading)).bars;

  test('bars, forks and the end agree with the count by hand', () => {
    const { bars, marks } = traceLanes(workedThinking, 'tokens', criticalPath(workedThinking));
    const bar = (stream: string) => bars.find((candidate) => candidate.stream === stream);
    expect(bar('plan:1')).toMatchObject({ from: 0, to: 180 });
    expect(bar('execution:1.1')).toMatchObject({ from: 90, to: 640, critical: { from: 90, to: 640 } });
    expect(bar('execution:1.2')).toMatchObject({ from: 150, to: 180 });
    expect(bar('answer')).toMatchObject({ from: 695, to: 710 });
    expect(marks.filter(({ kind }) => kind === 'fork').map(({ at }) => at)).toEqual([90, 150]);
  });

  test('what is read without thinking is as long as the visible text', () => {
    expect(barsOf('visible').at(-1)).toMatchObject({ stream: 'answer', from: 140, to: 150 });
    expect(barsOf('decoded').at(-1)).toMatchObject({ stream: 'answer', to: 710 });
  });
});

describe('on the wall axis', () => {
  test('what runs reaches to now, and what lies before its first token was waited for', () => {
    const [start, delta] = execution(1, 1, 9);
    if (!start || !delta) throw new Error('unreachable');
    const state = foldEvents(
      logOf(planStart(1), prompt(1, 1, 0), planEnd(1, 5), [
        { ...start, at: 1000, requestedAt: 1000 } as typeof start,
        { ...delta, at: 1300 },
      ]),
    );
    const { bars } = traceLanes(state, 'wall', criticalPath(state));
    expect(bars.find(({ stream }) => stream === 'execution:1.1')).toMatchObject({
      from: 1000,
      to: null,
      parts: [
        { kind: 'first-token', from: 1000, to: 1300 },
        { kind: 'writing', from: 1300, to: Number.POSITIVE_INFINITY },
      ],
    });
  });

  test('forks and joins lie at their times', () => {
    const state = foldEvents(logOf(stage(1, [10, 20])));
    const { marks } = traceLanes(state, 'wall', criticalPath(state));
    expect(marks.map(({ kind }) => kind)).toEqual(['fork', 'fork', 'join']);
    expect(marks.at(-1)?.at).toBe(state.stages[0]?.endedAt);
  });
});

test('a sequential trace is one lane', async () => {
  const { state } = await traceLog(sequentialText);
  const lanes = traceLanes(state, 'tokens', criticalPath(state));
  expect(lanes.rows).toBe(1);
  expect(lanes.marks).toEqual([]);
  expect(lanes.bars[0]).toMatchObject({ stream: 'thought', voice: 'sequential', from: 0 });
});
