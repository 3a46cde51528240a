import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TraceEvent } from '#lib/trace/events.ts';
import { createTraceLog, type TraceLog } from '#lib/trace/fold.ts';
import { deriveView } from './derive-view.ts';
import { initialView } from './initial-view.ts';
import { createJumps, type Jumps } from './jumps.ts';
import { defaultAxis, type LinkState, plainLink } from './link-state.ts';
import { createNodeSlices, type NodeSlices } from './node-slices.ts';
import { createPlayer, type Player } from './player.ts';
import { createSessionActions, type SessionActions } from './session-actions.ts';
import { followSource } from './session-loading.ts';
import type { Connection, PageSource, SessionAbout, SessionView } from './session-types.ts';

export interface Session {
  readonly store: StoreApi<SessionView>;
  readonly actions: SessionActions;
  readonly slices: NodeSlices;
  /** The whole log; grows only. */
  readonly log: TraceLog;
  readonly jumps: Jumps;
  /** Ascending counts of one kind of place. */
  marks: Player['marks'];
  /** The moment after so many events on the chosen axis, in its unit. */
  atOf: Player['atOf'];
  /** How many events had happened at a moment of the chosen axis. */
  countAt: Player['countAt'];
  /** Calls back with where the playhead stands on every frame in which something moves. */
  onFrame(listener: FrameListener): () => void;
  /** Loads, follows and draws until the returned function is called; may be started again. */
  start(): () => void;
}

/** `axisAt` in the unit of the chosen axis; infinite where that is its end. */
export type FrameListener = (positionMs: number, axisAt: number) => void;

/** What a session needs of a browser; tests pass their own. */
export interface SessionDependencies {
  now(): number;
  requestFrame(callback: () => void): number;
  cancelFrame(handle: number): void;
  follow: typeof followSource;
}

const browser: SessionDependencies = {
  now: () => performance.now(),
  requestFrame: (callback) => requestAnimationFrame(callback),
  cancelFrame: (handle) => cancelAnimationFrame(handle),
  follow: followSource,
};

/** Everything but the nodes' own text is renewed at most this often while tokens come in, ms. */
const CALM_EVERY_MS = 110;

/** `link`: what the page opens with. */
export function createSession(
  source: PageSource,
  dependencies: SessionDependencies = browser,
  link: LinkState = plainLink,
): Session {
  const log = createTraceLog();
  const player = createPlayer(log, link);
  const slices = createNodeSlices();
  const frameListeners = new Set<FrameListener>();
  const store = createStore<SessionView>(() => initialView(source, link));
  let frame: number | null = null;
  let calmAt = Number.NEGATIVE_INFINITY;
  let started = false;
  /** A whole log comes in slices: nothing of it is shown before the last one. */
  let filling = false;

  /** Puts the playhead's state into the store; identities survive where nothing changed. */
  function publish(change: Partial<SessionView> = {}): void {
    const before = { ...store.getState(), ...change };
    const chosen = Object.keys(change).length > 0;
    store.setState({
      ...change,
      ...deriveView(before, log, player.count, chosen),
      transport: player.transport,
      speed: player.speed,
      positionMs: player.positionMs,
      axisAt: player.axisAt,
      count: player.count,
      length: log.length,
      endMs: player.endMs,
      loop: player.loop,
    });
    calmAt = dependencies.now();
  }

  function tick(): void {
    frame = null;
    const now = dependencies.now();
    player.advance(now);
    slices.offer(log.stateAt(player.count), store.getState().reading);
    const behind = slices.turn();
    if (now - calmAt >= CALM_EVERY_MS && isStale()) publish();
    for (const listener of frameListeners) listener(player.positionMs, player.axisAt);
    if (player.moving || behind || isStale()) wake();
  }

  /** What the store shows is not what the player stands at. */
  function isStale(): boolean {
    if (filling) return false;
    const shown = store.getState();
    return (
      shown.count !== player.count ||
      shown.length !== log.length ||
      shown.transport !== player.transport ||
      shown.positionMs !== player.positionMs
    );
  }

  function wake(): void {
    if (started && frame === null) frame = dependencies.requestFrame(tick);
  }

  /** After a jump: everything at once, not in turn. */
  function jumped(): void {
    slices.offer(log.stateAt(player.count), store.getState().reading);
    publish();
    slices.publishAll();
    for (const listener of frameListeners) listener(player.positionMs, player.axisAt);
    wake();
  }

  function append(events: readonly TraceEvent[], more: boolean): void {
    const wasEmpty = store.getState().length === 0;
    log.append(events);
    filling = more;
    if (more) return;
    const clock = log.state.session?.clock;
    if (wasEmpty && clock && link.axis === null) store.setState({ axis: defaultAxis(clock) });
    if (wasEmpty) player.setAxis(store.getState().axis);
    player.appended(dependencies.now());
    if (wasEmpty) jumped();
    else wake();
  }

  const set = (change: Partial<SessionView>) => store.setState(change);
  const actions = createSessionActions({ store, player, log, jumped, chose: publish });

  return {
    store,
    actions,
    slices,
    log,
    jumps: createJumps(log, player.marks),
    marks: player.marks,
    atOf: player.atOf,
    countAt: player.countAt,
    onFrame(listener) {
      frameListeners.add(listener);
      listener(player.positionMs, player.axisAt);
      return () => frameListeners.delete(listener);
    },
    start() {
      started = true;
      const stop = dependencies.follow(source, {
        known: () => log.length - 1,
        onEvents: (events, more = false) => append(events, more),
        onConnection(connection: Connection) {
          if (connection.kind === 'live' && log.length === 0) set({ follow: true });
          set({ connection });
          wake();
        },
        onAbout: (about: SessionAbout) => set({ about }),
      });
      wake();
      return () => {
        started = false;
        stop();
        if (frame !== null) dependencies.cancelFrame(frame);
        frame = null;
      };
    },
  };
}
