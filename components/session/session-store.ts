import { createStore, type StoreApi } from 'zustand/vanilla';
import type { GraphNodeId } from '#lib/graph/graph.ts';
import { layoutLanes } from '#lib/graph/layout-lanes.ts';
import { projectGraph } from '#lib/graph/project-graph.ts';
import type { Speed } from '#lib/replay/playhead.ts';
import { criticalPath } from '#lib/trace/critical-path.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { createTraceLog, type TraceLog } from '#lib/trace/fold.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { SequentialDefinition } from '#lib/trace/stage-tokens.ts';
import { initialView } from './initial-view.ts';
import { createNodeSlices, type NodeSlices } from './node-slices.ts';
import { createPlayer, type Player } from './player.ts';
import { followSource } from './session-loading.ts';
import type {
  CameraRequest,
  Connection,
  InspectorTab,
  PhoneTab,
  SessionAbout,
  SessionSource,
  SessionView,
} from './session-types.ts';

/** Everything that is asked of the session page, by buttons and keys alike. */
export interface SessionActions {
  togglePlay(): void;
  goLive(): void;
  /** To a moment of the chosen axis, in its unit. */
  seek(at: number): void;
  seekStart(): void;
  seekEnd(): void;
  stepEvent(by: 1 | -1): void;
  stepStage(by: 1 | -1): void;
  setSpeed(speed: Speed): void;
  select(id: GraphNodeId | null): void;
  /** Selects and opens the inspector. */
  inspect(id: GraphNodeId): void;
  /** Selects, opens, and brings the node into view. */
  goTo(id: GraphNodeId): void;
  goToStage(stage: number): void;
  closeInspector(): void;
  setInspectorTab(tab: InspectorTab): void;
  setFollow(follow: boolean): void;
  /** The timeline was scrolled by hand. */
  leaveTimeline(): void;
  setView(view: SessionView['view']): void;
  setPhoneTab(tab: PhoneTab): void;
  setDefinition(definition: SequentialDefinition): void;
  setAxis(axis: SessionView['axis']): void;
  camera(request: CameraRequest): void;
  setTitle(title: string | null): void;
}

export interface Session {
  readonly store: StoreApi<SessionView>;
  readonly actions: SessionActions;
  readonly slices: NodeSlices;
  /** The whole log; grows only. */
  readonly log: TraceLog;
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

export function createSession(source: SessionSource, dependencies: SessionDependencies = browser): Session {
  const log = createTraceLog();
  const player: Player = createPlayer(log);
  const slices = createNodeSlices();
  const frameListeners = new Set<FrameListener>();
  const store = createStore<SessionView>(() => initialView(source));
  let frame: number | null = null;
  let calmAt = Number.NEGATIVE_INFINITY;
  let started = false;

  /** Puts the playhead's state into the store; identities survive where nothing changed. */
  function publish(): void {
    const before = store.getState();
    const trace = log.stateAt(player.count);
    const moved = trace !== before.trace;
    const critical = moved ? criticalPath(trace, before.definition) : before.critical;
    const graph = moved
      ? projectGraph(trace, {
          previous: before.graph,
          critical: new Set(critical.pieces.map((piece) => piece.stream)),
        })
      : before.graph;
    store.setState({
      trace,
      graph,
      critical,
      layout: graph === before.graph ? before.layout : layoutLanes(graph, before.layout),
      metrics: moved ? sessionMetrics(trace) : before.metrics,
      latest: log.state,
      latestCritical:
        log.state === before.latest ? before.latestCritical : criticalPath(log.state, before.definition),
      transport: player.transport,
      speed: player.speed,
      positionMs: player.positionMs,
      axisAt: player.axisAt,
      count: player.count,
      length: log.length,
      endMs: player.endMs,
    });
    calmAt = dependencies.now();
  }

  function tick(): void {
    frame = null;
    const now = dependencies.now();
    player.advance(now);
    slices.offer(log.stateAt(player.count));
    const behind = slices.turn();
    if (now - calmAt >= CALM_EVERY_MS && isStale()) publish();
    for (const listener of frameListeners) listener(player.positionMs, player.axisAt);
    if (player.moving || behind || isStale()) wake();
  }

  /** What the store shows is not what the player stands at. */
  function isStale(): boolean {
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
    slices.offer(log.stateAt(player.count));
    publish();
    slices.publishAll();
    for (const listener of frameListeners) listener(player.positionMs, player.axisAt);
    wake();
  }

  function append(events: readonly TraceEvent[]): void {
    const wasEmpty = log.length === 0;
    log.append(events);
    player.appended(dependencies.now());
    if (wasEmpty) jumped();
    else wake();
  }

  const set = (change: Partial<SessionView>) => store.setState(change);

  const actions: SessionActions = {
    togglePlay() {
      player.toggle();
      if (player.moving) set({ follow: true, timelineFollows: true });
      jumped();
    },
    goLive() {
      player.follow();
      if (player.transport === 'live') set({ follow: true, timelineFollows: true });
      jumped();
    },
    seek(at) {
      player.seek(at);
      jumped();
    },
    seekStart() {
      player.seekCount(Math.min(1, log.length));
      jumped();
    },
    seekEnd() {
      player.follow();
      jumped();
    },
    stepEvent(by) {
      player.stepEvent(by);
      jumped();
    },
    stepStage(by) {
      player.stepStage(by);
      jumped();
    },
    setSpeed(speed) {
      player.setSpeed(speed);
      publish();
    },
    select: (id) => set({ selection: id }),
    inspect: (id) => set({ selection: id, inspectorOpen: true }),
    goTo(id) {
      set({ selection: id, inspectorOpen: true, view: 'graph', follow: false });
      actions.camera({ kind: 'reveal', id });
    },
    goToStage(stage) {
      set({ selection: `plan:${stage}`, view: 'graph', follow: false });
      actions.camera({ kind: 'stage', stage });
    },
    closeInspector: () => set({ inspectorOpen: false }),
    setInspectorTab: (inspectorTab) => set({ inspectorTab }),
    setFollow(follow) {
      const before = store.getState();
      if (follow && !before.timelineFollows) set({ timelineFollows: true });
      if (before.follow !== follow) set({ follow });
    },
    leaveTimeline() {
      if (store.getState().timelineFollows) set({ timelineFollows: false });
    },
    setView: (view) => set({ view }),
    setPhoneTab: (phoneTab) => set({ phoneTab }),
    setDefinition(definition) {
      set({ definition });
      // The critical path depends on it: publish() only looks when the state moved.
      const critical = criticalPath(store.getState().trace, definition);
      const graph = projectGraph(store.getState().trace, {
        previous: store.getState().graph,
        critical: new Set(critical.pieces.map((piece) => piece.stream)),
      });
      set({
        critical,
        graph,
        layout: layoutLanes(graph, store.getState().layout),
        latestCritical: criticalPath(log.state, definition),
      });
    },
    setAxis(axis) {
      player.setAxis(axis);
      set({ axis });
      jumped();
    },
    camera: (cameraRequest) => set({ cameraRequest: { ...cameraRequest } }),
    setTitle: (title) => set({ about: { ...store.getState().about, title } }),
  };

  return {
    store,
    actions,
    slices,
    log,
    onFrame(listener) {
      frameListeners.add(listener);
      listener(player.positionMs, player.axisAt);
      return () => frameListeners.delete(listener);
    },
    start() {
      started = true;
      const stop = dependencies.follow(source, {
        known: () => log.length - 1,
        onEvents: append,
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
