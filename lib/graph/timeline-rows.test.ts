import { describe, expect, test } from 'vitest';
import { criticalPath } from '#lib/trace/critical-path.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { tokenAxis } from '#lib/trace/token-axis.ts';
import { answer, execution, logOf, planEnd, planStart, prompt, stage } from './testing/rounds-log.ts';
import { axisEnd, axisLast, ticks, timelineRows } from './timeline-rows.ts';

const rowsOf = (events: ReturnType<typeof logOf>, axis: 'wall' | 'tokens', nowMs = 0) => {
  const state = foldEvents(events);
  return timelineRows(state, axis, criticalPath(state), nowMs);
};

describe('rows', () => {
  test('the planner first with all plans and the answer, then one per execution', () => {
    const rows = rowsOf(logOf(stage(1, [10, 20]), stage(2, [5]), answer), 'wall');
    expect(rows.map((row) => row.name)).toEqual([
      'Planner',
      'Execution 1.1',
      'Execution 1.2',
      'Execution 2.1',
    ]);
    expect(rows[0]?.bars.map((bar) => bar.label)).toEqual(['Plan 1', 'Plan 2', 'Answer']);
  });

  test('a branch waits for its first token, writes, and waits at the join', () => {
    const [start, delta, end] = execution(1, 1, 9);
    if (!start || !delta || !end) throw new Error('unreachable');
    const events = logOf(planStart(1), prompt(1, 1, 0), planEnd(1, 5), [
      { ...start, at: 1000, requestedAt: 1000 } as typeof start,
      { ...delta, at: 1300 },
      { ...end, at: 2000 },
      { type: 'stage-end', stage: 1, status: 'done', at: 2600 },
    ]);
    expect(rowsOf(events, 'wall')[1]?.bars[0]?.parts).toEqual([
      { kind: 'first-token', from: 1000, to: 1300 },
      { kind: 'writing', from: 1300, to: 2000 },
      { kind: 'join', from: 2000, to: 2600 },
    ]);
  });

  test('what still runs reaches to now', () => {
    const [start] = execution(1, 1, 9);
    if (!start) throw new Error('unreachable');
    const events = logOf(planStart(1), prompt(1, 1, 0), [
      { ...start, at: 500, requestedAt: 500 } as typeof start,
    ]);
    expect(rowsOf(events, 'wall', 900)[1]?.bars[0]?.parts).toEqual([
      { kind: 'first-token', from: 500, to: 900 },
    ]);
  });

  test('on the token axis the longest way ends where its stage does, the others wait', () => {
    const events = logOf(stage(1, [10, 90]), answer);
    const { stages } = tokenAxis(foldEvents(events));
    const rows = rowsOf(events, 'tokens');
    expect(rows[2]?.bars[0]?.parts.at(-1)).toMatchObject({ kind: 'writing', to: stages[0]?.end });
    expect(rows[1]?.bars[0]?.parts.at(-1)).toMatchObject({ kind: 'join', to: stages[0]?.end });
  });

  test('the critical path is marked without gaps on the token axis', () => {
    const bars = rowsOf(logOf(stage(1, [10, 90]), stage(2, []), answer), 'tokens').flatMap((row) => row.bars);
    const marks = bars.flatMap((bar) => (bar.critical ? [bar.critical] : [])).sort((a, b) => a.from - b.from);
    for (const [at, mark] of marks.entries()) expect(mark.from).toBe(at === 0 ? 0 : marks[at - 1]?.to);
  });
});

describe('axis', () => {
  test('ends with the log once that has ended, wherever the clock stands', () => {
    const state = foldEvents(logOf(stage(1, [10]), answer));
    expect(axisLast(state, 'wall', 999_999)).toBe(state.at);
    expect(axisEnd(state.at, 'wall', false)).toBe(state.at);
  });

  test('grows in steps while it runs', () => {
    const state = foldEvents(logOf(stage(1, [10])));
    expect(axisLast(state, 'wall', 3000)).toBe(3000);
    expect(axisEnd(3000, 'wall', true)).toBe(axisEnd(4000, 'wall', true));
    expect(axisEnd(30_000, 'wall', true)).toBeGreaterThan(30_000);
    expect(axisEnd(30, 'tokens', true)).toBe(200);
  });

  test('ticks are round and within the axis', () => {
    expect(ticks(46_700, 8)).toEqual([0, 10_000, 20_000, 30_000, 40_000]);
    expect(ticks(900, 8)).toEqual([0, 200, 400, 600, 800]);
  });
});
