import { describe, expect, test } from 'vitest';
import { answer, logOf, stage } from '#lib/graph/testing/rounds-log.ts';
import type { Speed } from '#lib/replay/playhead.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { type LinkState, plainLink } from './link-state.ts';
import { createPlayback } from './playback-store.ts';
import { sessionOf } from './session.ts';

const log = logOf(stage(1, [10, 20]), stage(2, [5]), answer);
const endMs = log.at(-1)?.at ?? 0;

/** A session whose frames, clock and events the test controls. */
function setUp(link: Partial<LinkState> = {}) {
  let nowMs = 0;
  let frame: (() => void) | null = null;
  let feed: ((events: readonly TraceEvent[], more?: boolean) => void) | null = null;
  let connect: ((kind: 'live' | 'complete') => void) | null = null;
  let stopped = 0;
  const playback = createPlayback([{ kind: 'session', id: 's' }], {
    link: { ...plainLink, ...link },
    dependencies: {
      now: () => nowMs,
      requestFrame: (callback) => {
        frame = callback;
        return 1;
      },
      cancelFrame: () => {
        frame = null;
      },
      follow: (_source, options) => {
        feed = options.onEvents;
        connect = (kind) => options.onConnection({ kind });
        return () => {
          stopped++;
        };
      },
    },
  });
  const session = sessionOf(playback);
  const stop = playback.start();
  return {
    playback,
    session,
    stop,
    view: () => session.store.getState(),
    feed: (events: readonly TraceEvent[], more?: boolean) => feed?.(events, more),
    connect: (kind: 'live' | 'complete') => connect?.(kind),
    /** Runs frames of 16 ms for that long, or until nothing requests one. */
    run(durationMs: number) {
      let frames = 0;
      for (const until = nowMs + durationMs; nowMs < until; nowMs += 16) {
        const next = frame;
        frame = null;
        next?.();
        frames += next ? 1 : 0;
      }
      return frames;
    },
    stopped: () => stopped,
    wantsFrame: () => frame !== null,
  };
}

describe('a session that has ended', () => {
  test('opens on its end, at rest: no frames are asked for', () => {
    const page = setUp();
    page.feed(log);
    page.connect('complete');
    page.run(400);
    expect(page.view()).toMatchObject({ transport: 'paused', count: log.length, positionMs: endMs });
    expect(page.view().graph.nodes.length).toBeGreaterThan(5);
    expect(page.wantsFrame()).toBe(false);
  });

  test('play at the end starts over and comes to rest on the end', () => {
    const page = setUp();
    page.feed(log);
    page.session.actions.togglePlay();
    expect(page.view()).toMatchObject({ transport: 'playing', follow: true });
    expect(page.view().count).toBeLessThan(4);
    page.run(endMs + 400);
    expect(page.view()).toMatchObject({ transport: 'paused', count: log.length });
    expect(page.wantsFrame()).toBe(false);
  });

  test('speed shortens the way', () => {
    const framesAt = (speed: Speed) => {
      const page = setUp();
      page.feed(log);
      page.session.actions.setSpeed(speed);
      page.session.actions.togglePlay();
      let frames = 0;
      for (; page.view().transport === 'playing' && frames < 1000; frames++) page.run(16);
      expect(page.view().count).toBe(log.length);
      return frames;
    };
    expect(framesAt(1)).toBeLessThan(framesAt(0.25) / 2);
    expect(framesAt(4)).toBeLessThan(framesAt(1));
  });

  test('seeking shows the state of that moment, at once', () => {
    const page = setUp();
    page.feed(log);
    page.session.actions.seek(endMs / 2);
    expect(page.view().positionMs).toBe(endMs / 2);
    expect(page.view().trace.lastSeq).toBe(page.view().count - 1);
    expect(page.view().count).toBeLessThan(log.length);
    expect(page.view().latest.lastSeq).toBe(log.length - 1);
  });

  test('steps by event and by stage', () => {
    const page = setUp();
    page.feed(log);
    page.session.actions.step('event', -1);
    expect(page.view().count).toBe(log.length - 1);
    page.session.actions.step('stage', -1);
    expect(page.view().trace.answer?.text).toBe('');
    page.session.actions.step('stage', -1);
    expect(page.view().trace.stages).toHaveLength(2);
    expect(page.view().trace.stages[1]?.plan.text).toBe('');
    page.session.actions.step('stage', 1);
    expect(page.view().trace.answer).not.toBeNull();
    page.session.actions.seekStart();
    expect(page.view()).toMatchObject({ count: 1, transport: 'paused' });
  });

  test('the token axis has its own positions, and the same moment', () => {
    const page = setUp();
    page.feed(log);
    page.session.actions.seek(endMs / 2);
    const { count } = page.view();
    page.session.actions.setAxis('tokens');
    expect(page.view().count).toBe(count);
    const tokens = page.view().at;
    expect(tokens).toBeGreaterThan(0);
    page.session.actions.seek(tokens / 2);
    expect(page.view().count).toBeLessThan(count);
    expect(page.view().at).toBe(tokens / 2);
  });
});

describe('a session that runs', () => {
  const half = Math.floor(log.length / 2);

  test('follows its end, and runs on between events', () => {
    const page = setUp();
    page.connect('live');
    page.feed(log.slice(0, half));
    expect(page.view()).toMatchObject({ transport: 'live', follow: true, count: half });
    page.run(500);
    expect(page.view().positionMs).toBeGreaterThan(log[half - 1]?.at ?? 0);
    page.feed(log.slice(half, half + 3));
    page.run(200);
    expect(page.view().count).toBe(half + 3);
  });

  test('comes to rest when it ends', () => {
    const page = setUp();
    page.connect('live');
    page.feed(log.slice(0, half));
    page.feed(log.slice(half));
    page.connect('complete');
    page.run(400);
    expect(page.view()).toMatchObject({ transport: 'paused', count: log.length, positionMs: endMs });
    expect(page.wantsFrame()).toBe(false);
  });

  test('who looks at an earlier moment stays there while events come, and comes back with Live', () => {
    const page = setUp();
    page.connect('live');
    page.feed(log.slice(0, half));
    page.session.actions.seek(30);
    const { count } = page.view();
    page.feed(log.slice(half, half + 5));
    page.run(300);
    expect(page.view()).toMatchObject({ count, length: half + 5, transport: 'paused' });
    page.session.actions.goLive();
    expect(page.view()).toMatchObject({ count: half + 5, transport: 'live' });
  });

  test('playing into the end of what is there becomes live', () => {
    const page = setUp();
    page.connect('live');
    page.feed(log.slice(0, half));
    page.session.actions.seek(30);
    page.session.actions.togglePlay();
    page.run((log[half - 1]?.at ?? 0) + 300);
    expect(page.view().transport).toBe('live');
  });
});

test('[9] text alone leaves graph and layout as they are', () => {
  const page = setUp();
  page.connect('live');
  const written = log.findIndex((event) => event.type === 'execution-delta') + 1;
  page.feed(log.slice(0, written));
  const before = page.view();
  const more: TraceEvent = {
    type: 'execution-delta',
    stream: 'execution:1.1',
    attempt: 1,
    channel: 'text',
    text: ' more',
    seq: written,
    at: 999,
  };
  page.feed([more]);
  page.run(300);
  expect(page.view().trace).not.toBe(before.trace);
  expect(page.view().graph).toBe(before.graph);
  expect(page.view().layout).toBe(before.layout);
});

test('the definition changes the numbers’ path, not the log', () => {
  const page = setUp();
  page.feed(log);
  page.session.actions.setDefinition('paper');
  expect(page.view().critical.definition).toBe('paper');
  expect(page.view().latestCritical.definition).toBe('paper');
});

test('stopping ends the source and the frames; starting again goes on', () => {
  const page = setUp();
  page.connect('live');
  page.feed(log.slice(0, 5));
  page.stop();
  expect(page.stopped()).toBe(1);
  expect(page.wantsFrame()).toBe(false);
  page.playback.start();
  page.feed(log.slice(5, 9));
  page.run(200);
  expect(page.view().count).toBe(9);
});

describe('a page opened by a link', () => {
  test('stands at the moment it names as soon as the log has come that far, also in slices', () => {
    const page = setUp({ at: 9, node: 'plan:1', tab: 'timing', layout: 'time' });
    page.feed(log.slice(0, 5), true);
    page.run(300);
    expect(page.view().length).toBe(0);
    page.feed(log.slice(5));
    expect(page.view()).toMatchObject({
      count: 9,
      length: log.length,
      transport: 'paused',
      selection: 'plan:1',
    });
    expect(page.view()).toMatchObject({ inspectorOpen: true, inspectorTab: 'timing', layoutKind: 'time' });
    expect(page.view().layout.time?.axis).toBe('wall');
  });

  test('of a live session waits for its moment, unless someone moves first', () => {
    const page = setUp({ at: 12 });
    page.connect('live');
    page.feed(log.slice(0, 6));
    expect(page.view().transport).toBe('live');
    page.feed(log.slice(6, 20));
    page.run(200);
    expect(page.view()).toMatchObject({ count: 12, transport: 'paused' });

    const other = setUp({ at: 12 });
    other.connect('live');
    other.feed(log.slice(0, 6));
    other.session.actions.seekCount(3);
    other.feed(log.slice(6, 20));
    other.run(200);
    expect(other.view().count).toBe(3);
  });

  test('that is longer than the log ends with it', () => {
    const page = setUp({ at: 99_999, loop: { from: 2, to: 99_999 } });
    page.feed(log);
    expect(page.view()).toMatchObject({ count: log.length, transport: 'paused', loop: null });
  });

  test('with a loop plays that', () => {
    const page = setUp({ loop: { from: 4, to: 8 } });
    page.feed(log);
    expect(page.view().loop).toEqual({ from: 4, to: 8 });
    page.session.actions.togglePlay();
    page.run(400);
    expect(page.view().transport).toBe('playing');
    expect(page.view().count).toBeGreaterThanOrEqual(4);
    expect(page.view().count).toBeLessThanOrEqual(8);
  });
});

test('a text without a clock opens in tokens, unless its link says otherwise', () => {
  const timed = log.map((event) =>
    event.type === 'session-start' ? { ...event, clock: 'tokens' as const } : event,
  );
  const page = setUp();
  page.feed(timed);
  expect(page.view()).toMatchObject({ axis: 'tokens', count: log.length });
  const wall = setUp({ axis: 'wall' });
  wall.feed(timed);
  expect(wall.view().axis).toBe('wall');
});

test('the layout changes the places of the same nodes, not the moment', () => {
  const page = setUp();
  page.feed(log);
  const { graph, count } = page.view();
  page.session.actions.setLayout('time');
  expect(page.view()).toMatchObject({ layoutKind: 'time', count });
  expect(page.view().graph).toBe(graph);
  expect(page.view().layout.time?.axis).toBe('wall');
  page.session.actions.setAxis('tokens');
  expect(page.view().layout.time?.axis).toBe('tokens');
  page.session.actions.setLayout('structure');
  expect(page.view().layout.time).toBeUndefined();
});
