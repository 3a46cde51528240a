import { describe, expect, test } from 'vitest';
import { sequentialText, sprintText, traceLog } from '#lib/compare/testing/traces.ts';
import type { FollowOptions } from './follow-source.ts';
import type { Opening } from './initial-state.ts';
import { createPlayback } from './playback-store.ts';
import type { SessionSource } from './playback-types.ts';
import { sessionOf } from './session.ts';

/** A page whose frames and deliveries the test controls. */
function page(choices: Partial<Opening> = {}) {
  const followed: FollowOptions[] = [];
  const frames: (() => void)[] = [];
  let nowMs = 0;
  const comparison = createPlayback(
    [
      { kind: 'session', id: 'one' },
      { kind: 'session', id: 'two' },
    ],
    {
      link: choices,
      dependencies: {
        now: () => nowMs,
        requestFrame: (callback) => frames.push(callback),
        cancelFrame: () => undefined,
        follow: (_source, options) => {
          followed.push(options);
          return () => undefined;
        },
      },
    },
  );
  comparison.start();
  return {
    ...comparison,
    side: (index: 0 | 1) => followed[index] as FollowOptions,
    frame(ms: number) {
      nowMs += ms;
      for (const callback of frames.splice(0)) callback();
    },
    frames,
  };
}

async function loaded(choices: Partial<Opening> = {}) {
  const here = page(choices);
  const logs = [await traceLog(sprintText), await traceLog(sequentialText)] as const;
  for (const index of [0, 1] as const) {
    here.side(index).onEvents(logs[index].slice());
    here.side(index).onConnection({ kind: 'complete' });
  }
  return { ...here, logs };
}

describe('arrangement', () => {
  test('the sequential side is above, whichever comes first', async () => {
    expect((await loaded()).store.getState().order).toEqual([1, 0]);
  });

  test('unless the address says otherwise; swapping turns it round', async () => {
    const { store, actions } = await loaded({ top: 0 });
    expect(store.getState().order).toEqual([0, 1]);
    actions.swap();
    expect(store.getState()).toMatchObject({ order: [1, 0], top: 1 });
  });
});

describe('the playhead', () => {
  test('opens at the end, both there whole', async () => {
    const { store, logs } = await loaded();
    const { at, ends, counts, transport } = store.getState();
    expect(at).toBe(Math.max(...ends));
    expect(counts).toEqual([logs[0].length, logs[1].length]);
    expect(transport).toBe('paused');
  });

  test('stands where the address says', async () => {
    const { store } = await loaded({ axis: 'tokens', moment: 10 });
    expect(store.getState().at).toBe(10);
    const { counts, traces } = store.getState();
    expect(traces.every(({ length }, index) => (counts[index] ?? 0) < length)).toBe(true);
  });

  test('a race ends by itself, and frames end with it', async () => {
    const { store, actions, frame, frames } = await loaded({ speed: 16 });
    actions.togglePlay();
    expect(store.getState().transport).toBe('playing');
    for (let count = 0; count < 2000 && frames.length > 0; count++) frame(16);
    expect(frames).toEqual([]);
    expect(store.getState().transport).toBe('paused');
    const { counts, traces } = store.getState();
    expect(counts).toEqual(traces.map(({ length }) => length));
  });

  test('listeners hear every frame, the store is renewed less often', async () => {
    const { store, actions, frame, onFrame } = await loaded();
    actions.togglePlay();
    let heard = 0;
    let renewed = 0;
    onFrame(() => heard++);
    store.subscribe(() => renewed++);
    for (let count = 0; count < 12; count++) frame(16);
    expect(heard).toBe(13);
    expect(renewed).toBeLessThan(4);
  });
});

test('while only the playhead moves the traces keep their identity', async () => {
  const { store, actions } = await loaded();
  const { traces, order } = store.getState();
  actions.seek(5);
  expect(store.getState().traces).toBe(traces);
  expect(store.getState().order).toBe(order);
  expect(store.getState().counts).not.toEqual([0, 0]);
});

describe('what is not here', () => {
  test('one side alone waits for the other at the start', async () => {
    const { store, side } = page();
    side(0).onEvents((await traceLog(sprintText)).slice());
    expect(store.getState().traces.map(({ length }) => length > 0)).toEqual([true, false]);
    expect(store.getState().at).toBe(0);
  });

  test('a missing side is known as such', () => {
    const { store, side } = page();
    side(1).onConnection({ kind: 'not-found' });
    expect(store.getState().traces[1]?.connection.kind).toBe('not-found');
  });
});

test('a run is watched in its own time, if the address leaves the choice', async () => {
  const { store, side } = page();
  const whole = (await traceLog(sequentialText, { clock: 'wall' })).slice();
  side(0).onEvents((await traceLog(sprintText, { clock: 'wall' })).slice());
  side(0).onConnection({ kind: 'complete' });
  side(1).onEvents(whole.slice(0, 4));
  side(1).onConnection({ kind: 'live' });
  expect(store.getState()).toMatchObject({ axis: 'wall', transport: 'live' });
});

test('of a whole log that comes in slices nothing is shown before the last', async () => {
  const { store, side } = page();
  const [first, second] = [await traceLog(sprintText), await traceLog(sequentialText)];
  side(0).onEvents(first.slice());
  side(1).onEvents(second.slice(0, 5), true);
  expect(store.getState().traces.map(({ length }) => length)).toEqual([first.length, 0]);
  side(1).onEvents(second.slice(5));
  expect(store.getState().counts).toEqual([first.length, second.length]);
});

test('a page of lanes pays for no graph; one that draws them has both at the moment', async () => {
  expect((await loaded()).store.getState().moments).toEqual([]);
  const both = createPlayback<SessionSource>(
    [
      { kind: 'session', id: 'one' },
      { kind: 'session', id: 'two' },
    ],
    { graphs: true },
  );
  both.replace(0, (await traceLog(sprintText)).slice());
  both.replace(1, (await traceLog(sequentialText)).slice());
  both.actions.seek(5);
  const [left, right] = [sessionOf(both, 0), sessionOf(both, 1)].map(({ store }) => store.getState());
  expect(left?.trace).not.toBe(left?.latest);
  expect(left?.graph.nodes.some(({ id }) => id === 'plan:1')).toBe(true);
  expect(right?.graph.nodes.some(({ id }) => id === 'thought')).toBe(true);
  expect(right?.count).toBeLessThan(right?.length ?? 0);
});
