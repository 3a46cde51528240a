import { describe, expect, test } from 'vitest';
import type { FollowOptions } from '#components/playback/session-loading.ts';
import { sequentialText, sprintText, traceLog } from '#lib/compare/testing/traces.ts';
import { createComparison } from './compare-store.ts';
import type { CompareChoices } from './compare-url.ts';

const plain: CompareChoices = {
  view: 'race',
  axis: null,
  at: null,
  speed: 1,
  top: null,
  definition: 'authors',
  reading: 'decoded',
};

/** A page with frames and deliveries by hand. */
function page(choices: Partial<CompareChoices> = {}) {
  const followed: FollowOptions[] = [];
  const frames: (() => void)[] = [];
  let nowMs = 0;
  const comparison = createComparison(
    [
      { kind: 'session', id: 'one' },
      { kind: 'session', id: 'two' },
    ],
    { ...plain, ...choices },
    {
      now: () => nowMs,
      requestFrame: (callback) => frames.push(callback),
      cancelFrame: () => undefined,
      follow: (_source, options) => {
        followed.push(options);
        return () => undefined;
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

async function loaded(choices: Partial<CompareChoices> = {}) {
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
    const { store, actions } = await loaded({ top: 'a' });
    expect(store.getState().order).toEqual([0, 1]);
    actions.swap();
    expect(store.getState()).toMatchObject({ order: [1, 0], top: 'b' });
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
    const { store } = await loaded({ axis: 'tokens', at: 10 });
    expect(store.getState().at).toBe(10);
    expect(store.getState().race.sides.map(({ phase }) => phase)).toEqual(['running', 'running']);
  });

  test('a race ends by itself, and frames end with it', async () => {
    const { store, actions, frame, frames } = await loaded({ speed: 16 });
    actions.togglePlay();
    expect(store.getState().transport).toBe('playing');
    for (let count = 0; count < 2000 && frames.length > 0; count++) frame(16);
    expect(frames).toEqual([]);
    expect(store.getState().transport).toBe('paused');
    expect(store.getState().race.margin).toBeGreaterThan(0);
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

test('while only the playhead moves the sides keep their identity', async () => {
  const { store, actions } = await loaded();
  const { sides, order } = store.getState();
  actions.seek(5);
  expect(store.getState().sides).toBe(sides);
  expect(store.getState().order).toBe(order);
  expect(store.getState().counts).not.toEqual([0, 0]);
});

describe('what is not here', () => {
  test('one side alone waits for the other at the start', async () => {
    const { store, side } = page();
    side(0).onEvents((await traceLog(sprintText)).slice());
    expect(store.getState().sides.map(({ length }) => length > 0)).toEqual([true, false]);
    expect(store.getState().at).toBe(0);
  });

  test('a missing side is known as such', () => {
    const { store, side } = page();
    side(1).onConnection({ kind: 'not-found' });
    expect(store.getState().sides[1].connection.kind).toBe('not-found');
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
