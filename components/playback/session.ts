import type { StoreApi } from 'zustand/vanilla';
import { createJumps, type Jumps } from './jumps.ts';
import type { NodeSlices } from './node-slices.ts';
import type { Playback } from './playback-store.ts';
import type { PageSource, PlaybackState, SessionView } from './playback-types.ts';

/** One trace of a playback as views of one trace see it: the page of a session reads that at 0. */
export interface Session
  extends Omit<Playback<PageSource>, 'store' | 'logs' | 'slices' | 'replace' | 'start'> {
  readonly store: SessionStore;
  readonly slices: NodeSlices;
  /** The whole log. */
  readonly log: Playback['logs'][number];
  readonly jumps: Jumps;
}

/** The playback's store, with the trace's members beside it; changes go through the actions. */
export type SessionStore = Pick<StoreApi<SessionView>, 'getState' | 'getInitialState' | 'subscribe'>;

export function sessionOf(playback: Playback<PageSource>, index = 0): Session {
  const { store, slices, logs, actions, marks, atOf, countAt, onFrame } = playback;
  const own = slices[index];
  if (!own) throw new Error(`There is no trace ${index}`);
  const logNow = () => {
    const log = logs[index];
    if (!log) throw new Error(`There is no trace ${index}`);
    return log;
  };
  const viewOf = unfolding(index);
  const first = unfolded(store.getInitialState(), index);
  return {
    store: {
      getState: () => viewOf(store.getState()),
      getInitialState: () => first,
      subscribe(listener) {
        let before = viewOf(store.getState());
        return store.subscribe((state) => {
          const view = viewOf(state);
          listener(view, before);
          before = view;
        });
      },
    },
    actions,
    slices: own,
    get log() {
      return logNow();
    },
    jumps: createJumps(logNow(), marks),
    marks,
    atOf,
    countAt,
    onFrame,
  };
}

/**
 * The same state must give the same view, as a store requires. Caching one is enough, and costs the garbage collector
 * less than a map.
 */
function unfolding(index: number): (state: PlaybackState<PageSource>) => SessionView {
  let known: { readonly of: PlaybackState<PageSource>; readonly view: SessionView } | null = null;
  return (state) => {
    if (known?.of !== state) known = { of: state, view: unfolded(state, index) };
    return known.view;
  };
}

export function unfolded(state: PlaybackState<PageSource>, index = 0): SessionView {
  const [trace, moment] = [state.traces[index], state.moments[index]];
  if (!trace || !moment) throw new Error(`Trace ${index} is not drawn at the moment`);
  return {
    ...state,
    ...trace,
    ...moment,
    count: state.counts[index] ?? 0,
    positionMs: state.positionsMs[index] ?? 0,
    endMs: state.endsMs[index] ?? 0,
  };
}
