import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SideSource } from '#components/actions/compare/side-source.ts';
import { followSource } from '#components/playback/session-loading.ts';
import type { Connection, SessionAbout } from '#components/playback/session-types.ts';
import type { Both } from '#lib/compare/both.ts';
import { createRacePlayer, type RaceAxis, type RacePlayer } from '#lib/compare/race-player.ts';
import { raceState } from '#lib/compare/race-state.ts';
import type { Speed } from '#lib/replay/playhead.ts';
import { criticalPath } from '#lib/trace/critical-path.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { createTraceLog, type TraceLog } from '#lib/trace/fold.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/stage-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { axisEnd, initialState, keptIfSame, orderOf } from './compare-state.ts';
import type { CompareSide, CompareState, Selection, SideIndex } from './compare-types.ts';
import { sideIndexes } from './compare-types.ts';
import type { CompareChoices, CompareViewName } from './compare-url.ts';

/** The playhead on every frame; `end` of the axis in the same unit. */
export type RaceFrameListener = (at: number, end: number) => void;

export interface CompareActions {
  togglePlay(): void;
  goLive(): void;
  seek(at: number): void;
  seekStart(): void;
  seekEnd(): void;
  stepEvent(by: 1 | -1): void;
  stepStage(by: 1 | -1): void;
  stepPrompt(by: 1 | -1): void;
  setSpeed(speed: Speed): void;
  setAxis(axis: RaceAxis): void;
  setDefinition(definition: SequentialDefinition): void;
  setReading(reading: Reading): void;
  setView(view: CompareViewName): void;
  /** The upper side goes below. */
  swap(): void;
  select(selection: Selection | null): void;
}

export interface Comparison {
  readonly store: StoreApi<CompareState>;
  readonly actions: CompareActions;
  readonly logs: Both<TraceLog>;
  onFrame(listener: RaceFrameListener): () => void;
  /** Loads both sides; returns what ends it. */
  start(): () => void;
}

/** The world outside; tests pass their own. */
export interface CompareDependencies {
  now(): number;
  requestFrame(callback: () => void): number;
  cancelFrame(handle: number): void;
  follow: typeof followSource;
}

const browser: CompareDependencies = {
  now: () => performance.now(),
  requestFrame: (callback) => requestAnimationFrame(callback),
  cancelFrame: (handle) => cancelAnimationFrame(handle),
  follow: followSource,
};

/** What React shows is renewed at most this often while the playhead moves, ms. */
const CALM_EVERY_MS = 110;

export function createComparison(
  sources: Both<SideSource>,
  choices: CompareChoices,
  dependencies: CompareDependencies = browser,
): Comparison {
  const logs = [createTraceLog(), createTraceLog()] as const;
  const player: RacePlayer = createRacePlayer(logs, choices.axis ?? 'tokens', choices.reading);
  player.setSpeed(choices.speed);
  const frameListeners = new Set<RaceFrameListener>();
  const store = createStore<CompareState>(() => initialState(sources, choices, player));
  /** The address' moment, until both logs are here to look it up in. */
  let wanted = choices.at;
  let axisIsOpen = choices.axis === null;
  let frame: number | null = null;
  let calmAt = Number.NEGATIVE_INFINITY;
  let started = false;

  function publish(): void {
    const before = store.getState();
    const states = [logs[0].state, logs[1].state] as const;
    const side = (index: SideIndex): CompareSide => {
      const known = before.sides[index];
      const latest = states[index];
      if (latest === known.latest) return known;
      return {
        ...known,
        latest,
        ...measured(latest, before),
        length: logs[index].length,
      };
    };
    const sides = [side(0), side(1)] as const;
    const { at, counts, tracks } = player;
    const ends = [tracks[0].endAt, tracks[1].endAt] as const;
    store.setState({
      // What shows numbers and texts renders for a new log only, not nine times a second for the playhead.
      sides: sides[0] === before.sides[0] && sides[1] === before.sides[1] ? before.sides : sides,
      order: keptIfSame(orderOf(states, before.top), before.order),
      counts: keptIfSame(counts, before.counts),
      transport: player.transport,
      speed: player.speed,
      axis: player.axis,
      at,
      ends: keptIfSame(ends, before.ends),
      axisEnd: axisEnd(player),
      race: raceState(tracks, states, at),
    });
    calmAt = dependencies.now();
  }

  function notify(): void {
    const { axisEnd: end } = store.getState();
    for (const listener of frameListeners) listener(player.at, end);
  }

  function tick(): void {
    frame = null;
    const now = dependencies.now();
    player.advance(now);
    if (isStale() && now - calmAt >= CALM_EVERY_MS) publish();
    notify();
    if (player.moving || isStale()) wake();
  }

  function isStale(): boolean {
    const shown = store.getState();
    return (
      shown.at !== player.at ||
      shown.transport !== player.transport ||
      shown.sides.some(({ length }, index) => length !== logs[index === 0 ? 0 : 1].length)
    );
  }

  function wake(): void {
    if (started && frame === null) frame = dependencies.requestFrame(tick);
  }

  /** After a jump: everything at once. */
  function jumped(): void {
    publish();
    notify();
    wake();
  }

  function append(index: SideIndex, events: readonly TraceEvent[]): void {
    const log = logs[index];
    const wasEmpty = log.length === 0;
    log.append(events);
    if (wasEmpty) chooseAxis();
    player.appended(dependencies.now());
    if (wasEmpty) jumped();
    else wake();
  }

  /** A run is watched in its own time; what is over is compared in tokens, which do not depend on the machine. */
  function chooseAxis(): void {
    if (!axisIsOpen || logs.some((log) => log.length === 0)) return;
    axisIsOpen = false;
    const runs = logs.some((log) => log.state.endedAt === null);
    const measured = logs.every((log) => log.state.session?.clock === 'wall');
    if (runs && measured) player.setAxis('wall');
  }

  function goToWanted(): void {
    const isHere = store
      .getState()
      .sides.every(({ connection }) => connection.kind === 'complete' || connection.kind === 'live');
    if (wanted === null || !isHere || logs.some((log) => log.length === 0)) return;
    player.seek(wanted);
    wanted = null;
    jumped();
  }

  function change(index: SideIndex, part: Partial<CompareSide>): void {
    const { sides } = store.getState();
    const changed = { ...sides[index], ...part };
    store.setState({ sides: index === 0 ? [changed, sides[1]] : [sides[0], changed] });
  }

  /** Both sides are counted another way. */
  function count(choice: Partial<Pick<CompareState, 'definition' | 'reading'>>): void {
    const { sides, ...before } = store.getState();
    const choices = { ...before, ...choice };
    const renewed = (side: CompareSide) => ({ ...side, ...measured(side.latest, choices) });
    store.setState({ ...choice, sides: [renewed(sides[0]), renewed(sides[1])] });
  }

  const actions: CompareActions = {
    togglePlay() {
      player.toggle();
      jumped();
    },
    goLive() {
      player.follow();
      jumped();
    },
    seek(at) {
      player.seek(at);
      jumped();
    },
    seekStart() {
      player.seekStart();
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
    stepPrompt(by) {
      player.stepPrompt(by);
      jumped();
    },
    setSpeed(speed) {
      player.setSpeed(speed);
      publish();
    },
    setAxis(axis) {
      axisIsOpen = false;
      player.setAxis(axis);
      jumped();
    },
    setDefinition: (definition) => count({ definition }),
    setReading(reading) {
      player.setReading(reading);
      count({ reading });
      jumped();
    },
    setView: (view) => store.setState({ view }),
    swap() {
      const [upper] = store.getState().order;
      const top = upper === 0 ? 'b' : 'a';
      store.setState({ top, order: orderOf([logs[0].state, logs[1].state], top) });
    },
    select: (selection) => store.setState({ selection }),
  };

  return {
    store,
    actions,
    logs,
    onFrame(listener) {
      frameListeners.add(listener);
      listener(player.at, store.getState().axisEnd);
      return () => frameListeners.delete(listener);
    },
    start() {
      started = true;
      const stops = sideIndexes.map((index) =>
        dependencies.follow(sources[index], {
          known: () => logs[index].length - 1,
          onEvents: (events) => append(index, events),
          onConnection(connection: Connection) {
            change(index, { connection });
            goToWanted();
            wake();
          },
          onAbout: (about: SessionAbout) => change(index, { about }),
        }),
      );
      wake();
      return () => {
        started = false;
        for (const stop of stops) stop();
        if (frame !== null) dependencies.cancelFrame(frame);
        frame = null;
      };
    },
  };
}

const measured = (
  latest: TraceState,
  { definition, reading }: Pick<CompareState, 'definition' | 'reading'>,
): Pick<CompareSide, 'metrics' | 'path'> => ({
  metrics: sessionMetrics(latest, reading),
  path: criticalPath(latest, definition, reading),
});
