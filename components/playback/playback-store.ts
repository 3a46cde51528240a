import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MarkKind } from '#lib/replay/marks.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { createTraceLog, type TraceLog } from '#lib/trace/fold.ts';
import { deriveState, isStale, type Standing } from './derive-view.ts';
import { followSource } from './follow-source.ts';
import { createFrameLoop, type FrameLoop, type Frames } from './frame-loop.ts';
import { firstAxis, initialState, type Opening, plainOpening } from './initial-state.ts';
import { defaultAxis } from './link-state.ts';
import { createNodeSlices, type NodeSlices } from './node-slices.ts';
import { createPlaybackActions, type PlaybackActions } from './playback-actions.ts';
import type { PlaybackState, TraceSource, TraceView } from './playback-types.ts';
import { createPlayer } from './player.ts';

/** n traces under one playhead: what a page of one session shows, of two, of a record in the making. */
export interface Playback<S extends TraceSource = TraceSource> {
  readonly store: StoreApi<PlaybackState<S>>;
  readonly actions: PlaybackActions;
  /** The whole logs; they grow, or are replaced as a whole. */
  readonly logs: readonly TraceLog[];
  /** Of each trace, what the nodes of its graph show. */
  readonly slices: readonly NodeSlices[];
  /** Ascending counts of one kind of place. */
  marks(kind: MarkKind): readonly number[];
  /** The moment after so many events on the chosen axis, in its unit. */
  atOf(count: number): number;
  /** How many events had happened at a moment of the chosen axis. */
  countAt(at: number): number;
  /** Calls back with the playhead's position on every frame in which something moves. */
  onFrame(listener: FrameListener): () => void;
  /** Replaces one log by another; unchanged parts keep their identity, so that React renders only the rest. */
  replace(index: number, events: readonly TraceEvent[]): void;
  /** Loads, follows and draws until the returned function is called; may be started again. */
  start(): () => void;
}

/** `at` in the unit of the chosen axis, infinite where that is its end; `positionMs` in the first trace's own time. */
export type FrameListener = (positionMs: number, at: number) => void;

/** What a playback needs from a browser; tests pass their own. */
export interface PlaybackDependencies extends Frames {
  now(): number;
  follow: typeof followSource;
}

const browser: PlaybackDependencies = {
  now: () => performance.now(),
  requestFrame: (callback) => requestAnimationFrame(callback),
  cancelFrame: (handle) => cancelAnimationFrame(handle),
  follow: followSource,
};

export interface PlaybackOptions {
  /** The state in which the page opens. */
  readonly link?: Partial<Opening>;
  /**
   * Whether to derive graphs, numbers and texts at the playhead, which a page of lanes saves; default for one trace.
   */
  readonly graphs?: boolean;
  readonly dependencies?: PlaybackDependencies;
}

export function createPlayback<S extends TraceSource>(
  sources: readonly S[],
  { link = {}, graphs = sources.length === 1, dependencies = browser }: PlaybackOptions = {},
): Playback<S> {
  const opening: Opening = { ...plainOpening, ...link };
  const logs = sources.map(() => createTraceLog());
  const player = createPlayer(logs, { ...opening, axis: opening.axis ?? firstAxis(sources.length) });
  const store = createStore<PlaybackState<S>>(() => initialState(sources, opening, graphs));
  const slices = sources.map(() => createNodeSlices());
  const filling = sources.map(() => false);
  const parts: Parts<S> = { store, logs, player, filling, slices, graphs, dependencies };
  const drawing = createDrawing(parts);
  const arrivals = createArrivals(parts, drawing, opening);
  const { jumped } = drawing;
  const { changeTrace } = arrivals;

  const actions = createPlaybackActions({
    state: store.getState,
    set: (change) => store.setState(change as Partial<PlaybackState<S>>),
    chose: (change) => drawing.publish(change as Partial<PlaybackState<S>>),
    choseAxis: arrivals.axisIsChosen,
    changeTrace,
    player,
    jumped,
  });

  return {
    store,
    actions,
    slices,
    logs,
    marks: player.marks,
    atOf: player.atOf,
    countAt: player.countAt,
    onFrame: drawing.onFrame,
    replace(index, events) {
      logs[index] = createTraceLog(events);
      player.replaced();
      player.appended(dependencies.now());
      changeTrace(index, { connection: { kind: 'complete' } });
      jumped();
    },
    start() {
      drawing.loop.start();
      const stops = sources.map((source, index) =>
        dependencies.follow(source, {
          known: () => (logs[index]?.length ?? 0) - 1,
          onEvents: (events, more = false) => arrivals.append(index, events, more),
          onConnection(connection) {
            if (connection.kind === 'live' && logs[index]?.length === 0) actions.setFollow(true);
            arrivals.connected(index, connection);
          },
          onAbout: (about) => changeTrace(index, { about }),
        }),
      );
      return () => {
        for (const stop of stops) stop();
        drawing.loop.stop();
      };
    },
  };
}

/** What the halves of a playback share. */
interface Parts<S extends TraceSource> extends Standing {
  readonly store: StoreApi<PlaybackState<S>>;
  readonly logs: TraceLog[];
  /** A whole log comes in slices: nothing of it is shown before the last one. */
  readonly filling: boolean[];
  readonly slices: readonly NodeSlices[];
  readonly graphs: boolean;
  readonly dependencies: PlaybackDependencies;
}

interface Drawing<S extends TraceSource> {
  /** Renews the store, with a choice or without. */
  publish(change?: Partial<PlaybackState<S>>): void;
  /** After a jump: publishes everything at once, not in turn. */
  jumped(): void;
  readonly onFrame: Playback<S>['onFrame'];
  readonly loop: FrameLoop;
}

/** While tokens arrive we renew everything but the nodes' own text at most this often, ms. */
const CALM_EVERY_MS = 110;

/** Shows where logs and playhead stand: in the store now and then, on every frame where that is asked for. */
function createDrawing<S extends TraceSource>(parts: Parts<S>): Drawing<S> {
  const { store, logs, player, slices, graphs, dependencies } = parts;
  const listeners = new Set<FrameListener>();
  let calmAt = Number.NEGATIVE_INFINITY;

  function publish(change: Partial<PlaybackState<S>> = {}): void {
    const before = { ...store.getState(), ...change };
    store.setState(deriveState(before, parts, Object.keys(change).length > 0));
    calmAt = dependencies.now();
  }

  function notify(): void {
    const positionMs = player.positionMs(0);
    for (const listener of listeners) listener(positionMs, player.at);
  }

  /** Passes the nodes of the graphs their new state. */
  function offer(): void {
    if (!graphs) return;
    const { counts } = player;
    const { reading } = store.getState();
    slices.forEach((of, index) => {
      const log = logs[index];
      if (log) of.offer(log.stateAt(counts[index] ?? 0), reading);
    });
  }

  const loop = createFrameLoop(dependencies, () => {
    const now = dependencies.now();
    player.advance(now);
    offer();
    const behind = slices.map((of) => of.turn()).some(Boolean);
    if (now - calmAt >= CALM_EVERY_MS && isStale(store.getState(), parts)) publish();
    notify();
    return player.moving || behind || isStale(store.getState(), parts);
  });

  return {
    publish,
    loop,
    jumped() {
      offer();
      publish();
      for (const of of slices) of.publishAll();
      notify();
      loop.wake();
    },
    onFrame(listener) {
      listeners.add(listener);
      listener(player.positionMs(0), player.at);
      return () => listeners.delete(listener);
    },
  };
}

/** Takes what comes of the sources, and does what had to wait for it: the axis, the moment of the address. */
function createArrivals<S extends TraceSource>(
  { store, logs, player, filling, dependencies }: Parts<S>,
  { jumped, loop }: Drawing<S>,
  opening: Opening,
) {
  let axisIsOpen = opening.axis === null;
  let wantedMoment = opening.moment;

  function changeTrace(
    index: number,
    change: Partial<Pick<TraceView, 'about' | 'annotations' | 'connection'>>,
  ): void {
    const traces = store
      .getState()
      .traces.map((trace, at) => (at === index ? { ...trace, ...change } : trace));
    store.setState({ traces } as Partial<PlaybackState<S>>);
  }

  /** Once every log has arrived, their content decides the axis, unless the address or a person did. */
  function chooseAxis(): void {
    if (!logs.every((log, index) => log.length > 0 && !filling[index])) return;
    const axis = axisIsOpen ? defaultAxis(logs.map((log) => log.state)) : store.getState().axis;
    axisIsOpen = false;
    store.setState({ axis } as Partial<PlaybackState<S>>);
    player.setAxis(axis);
  }

  /** Goes to the address' moment, once every log has arrived in which to look it up. */
  function goToMoment(): void {
    const isHere = store
      .getState()
      .traces.every(({ connection }) => connection.kind === 'complete' || connection.kind === 'live');
    if (wantedMoment === null || !isHere || logs.some((log) => log.length === 0)) return;
    player.seek(wantedMoment);
    wantedMoment = null;
    jumped();
  }

  return {
    changeTrace,
    axisIsChosen(): void {
      axisIsOpen = false;
    },
    append(index: number, events: readonly TraceEvent[], more: boolean): void {
      const wasEmpty = store.getState().traces[index]?.length === 0;
      logs[index]?.append(events);
      filling[index] = more;
      if (more) return;
      if (wasEmpty) chooseAxis();
      player.appended(dependencies.now());
      if (wasEmpty) jumped();
      else loop.wake();
    },
    connected(index: number, connection: TraceView['connection']): void {
      changeTrace(index, { connection });
      goToMoment();
      loop.wake();
    },
  };
}
