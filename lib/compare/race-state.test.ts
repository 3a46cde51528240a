import { expect, test } from 'vitest';
import { tokenTrack } from '#lib/replay/track.ts';
import { createTraceLog, type TraceLog } from '#lib/trace/fold.ts';
import { type Pair, pairOf } from './pair.ts';
import { raceState } from './race-state.ts';
import { sequentialText, sprintText, traceLog } from './testing/traces.ts';

const at = (logs: Pair<TraceLog>, moment: number) => {
  const entries = logs.map((log) => {
    const track = tokenTrack(log);
    return { latest: log.state, length: log.length, count: track.countAt(moment), end: track.endAt };
  });
  return raceState(pairOf(entries), moment);
};

const lengths = (logs: readonly TraceLog[]) => logs.map((log) => tokenTrack(log).endAt) as [number, number];

test('the one still running knows how far it has to go, the other how long ago it ended', async () => {
  const logs = [await traceLog(sprintText), await traceLog(sequentialText)] as const;
  const [sprint, sequential] = lengths(logs);
  expect(sprint).toBeLessThan(sequential);
  const { sides, first, margin } = at(logs, sprint + 3);
  expect(sides[0]).toEqual({ phase: 'ended', status: 'done', ago: 3 });
  expect(sides[1]).toEqual({ phase: 'running', toGo: sequential - sprint - 3 });
  expect([first, margin]).toEqual([0, null]);
});

test('before anyone has ended nobody leads', async () => {
  const logs = [await traceLog(sprintText), await traceLog(sequentialText)] as const;
  expect(at(logs, 1).first).toBeNull();
});

test('once both have ended the margin is the difference of their lengths', async () => {
  const logs = [await traceLog(sequentialText), await traceLog(sprintText)] as const;
  const [sequential, sprint] = lengths(logs);
  expect(at(logs, sequential)).toMatchObject({ first: 1, margin: sequential - sprint });
});

test('a draw has no first', async () => {
  const logs = [await traceLog(sprintText), await traceLog(sprintText)] as const;
  expect(at(logs, 1e6)).toMatchObject({ first: null, margin: 0 });
});

test('of what runs now nobody knows how far it has to go', async () => {
  const whole = await traceLog(sequentialText);
  const running = createTraceLog(whole.slice(0, whole.length - 2));
  const logs = [await traceLog(sprintText), running] as const;
  expect(at(logs, 1e6).sides[1]).toEqual({ phase: 'running', toGo: null });
  expect(at([createTraceLog(), running], 0).sides[0]).toEqual({ phase: 'waiting' });
});
