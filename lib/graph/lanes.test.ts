import { describe, expect, test } from 'vitest';
import { criticalPath } from '#lib/trace/critical-path.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { worked, workedThinking } from '#lib/trace/testing/worked-example.ts';
import { laneMarks, laneRows } from './lanes.ts';
import { answer, execution, logOf, planEnd, planStart, prompt, stage } from './testing/rounds-log.ts';
import type { TimelineBar } from './timeline-rows.ts';

/** Where a stream wrote, and which part of that is critical. */
function barIn(bars: readonly TimelineBar[], stream: string) {
  const found = bars.find((candidate) => candidate.stream === stream);
  const wrote = found?.parts.filter(({ kind }) => kind !== 'join');
  return found && { from: wrote?.[0]?.from, to: wrote?.at(-1)?.to, critical: found.critical };
}

describe('on the token axis', () => {
  const rows = laneRows(worked, 'tokens', criticalPath(worked));
  const marks = laneMarks(worked, 'tokens', criticalPath(worked));
  const bar = (stream: string) =>
    barIn(
      rows.flatMap(({ bars }) => bars),
      stream,
    );
  const rowOf = (stream: string) =>
    rows.findIndex(({ bars }) => bars.some((found) => found.stream === stream));

  test('planner and answer share the first lane, execution i.j has lane j', () => {
    expect(rows).toHaveLength(3);
    expect(rows[0]?.bars.map(({ stream }) => stream)).toEqual(['plan:1', 'plan:2', 'plan:3', 'answer']);
    expect(rowOf('execution:1.2')).toBe(2);
    expect(rowOf('execution:3.1')).toBe(1);
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
    laneRows(workedThinking, 'tokens', criticalPath(workedThinking, 'authors', reading)).flatMap(
      ({ bars }) => bars,
    );

  test('bars, forks and the end agree with the count by hand', () => {
    const marks = laneMarks(workedThinking, 'tokens', criticalPath(workedThinking));
    const bar = (stream: string) => barIn(barsOf('decoded'), stream);
    expect(bar('plan:1')).toMatchObject({ from: 0, to: 180 });
    expect(bar('execution:1.1')).toMatchObject({ from: 90, to: 640, critical: { from: 90, to: 640 } });
    expect(bar('execution:1.2')).toMatchObject({ from: 150, to: 180 });
    expect(bar('answer')).toMatchObject({ from: 695, to: 710 });
    expect(marks.filter(({ kind }) => kind === 'fork').map(({ at }) => at)).toEqual([90, 150]);
  });

  test('what is read without thinking is as long as the visible text', () => {
    expect(barIn(barsOf('visible'), 'answer')).toMatchObject({ from: 140, to: 150 });
    expect(barIn(barsOf('decoded'), 'answer')).toMatchObject({ to: 710 });
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
    const rows = laneRows(state, 'wall', criticalPath(state));
    expect(rows[1]?.bars[0]).toMatchObject({
      stream: 'execution:1.1',
      parts: [
        { kind: 'first-token', from: 1000, to: 1300 },
        { kind: 'writing', from: 1300, to: Number.POSITIVE_INFINITY },
      ],
    });
  });

  test('forks and joins lie at their times', () => {
    const state = foldEvents(logOf(stage(1, [10, 20])));
    const marks = laneMarks(state, 'wall', criticalPath(state));
    expect(marks.map(({ kind }) => kind)).toEqual(['fork', 'fork', 'join']);
    expect(marks.at(-1)?.at).toBe(state.stages[0]?.endedAt);
  });
});

test('an execution that has ended is seen to wait for the others of its stage', () => {
  const state = foldEvents(logOf(stage(1, [10, 90]), answer));
  const rows = laneRows(state, 'tokens', criticalPath(state));
  expect(rows[1]?.bars[0]?.parts.at(-1)?.kind).toBe('join');
  expect(rows[2]?.bars[0]?.parts.at(-1)?.kind).toBe('writing');
});

test('a sequential trace is one lane', () => {
  const text = { stream: 'thought', attempt: 1, channel: 'text', text: 'word '.repeat(40), at: 400 } as const;
  const state = foldEvents(
    logOf([
      { type: 'thought-start', stream: 'thought', attempt: 1, requestedAt: 0, at: 0 },
      { type: 'thought-delta', ...text },
    ]),
  );
  const rows = laneRows(state, 'tokens', criticalPath(state));
  expect(rows).toHaveLength(1);
  expect(laneMarks(state, 'tokens', criticalPath(state))).toEqual([]);
  expect(rows[0]?.bars[0]).toMatchObject({ stream: 'thought', voice: 'sequential' });
  expect(rows[0]?.bars[0]?.parts[0]?.from).toBe(0);
});
