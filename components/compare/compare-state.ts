import type { SideSource } from '#components/actions/compare/side-source.ts';
import type { Both } from '#lib/compare/both.ts';
import type { RacePlayer } from '#lib/compare/race-player.ts';
import { raceState } from '#lib/compare/race-state.ts';
import { criticalPath } from '#lib/trace/critical-path.ts';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import { emptyState } from '#lib/trace/reduce.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { CompareSide, CompareState, SideIndex } from './compare-types.ts';
import type { CompareChoices } from './compare-url.ts';

/** The sequential side above, as in the paper's figures; else `a`. */
export function orderOf(states: Both<TraceState>, top: CompareState['top']): Both<SideIndex> {
  if (top) return top === 'a' ? [0, 1] : [1, 0];
  const [first, second] = states.map((state) => state.session?.strategy === 'sequential');
  return second && !first ? [1, 0] : [0, 1];
}

/** The pair shown before, where nothing in it changed. */
export const keptIfSame = <T extends number>(next: Both<T>, before: Both<T>): Both<T> =>
  next[0] === before[0] && next[1] === before[1] ? before : next;

/** The longer side; one that runs has room before it, in steps, so that bars do not shrink with every token. */
export function axisEnd({ tracks, axis }: RacePlayer): number {
  const smallest = axis === 'wall' ? 10_000 : 200;
  const ends = tracks.map((track) => {
    if (track.ended || track.length === 0) return track.endAt;
    let end = smallest;
    while (end < track.endAt * 1.05) end *= 1.5;
    return end;
  });
  return Math.max(1, ...ends);
}

/** A page before its first event. */
export function initialState(
  sources: Both<SideSource>,
  { view, top, speed, definition, reading }: CompareChoices,
  player: RacePlayer,
): CompareState {
  const side = (source: SideSource): CompareSide => ({
    source,
    connection: { kind: 'loading' },
    about: { title: null, description: null, author: null },
    latest: emptyState,
    metrics: sessionMetrics(emptyState, reading),
    path: criticalPath(emptyState, definition, reading),
    length: 0,
  });
  return {
    sides: [side(sources[0]), side(sources[1])],
    order: orderOf([emptyState, emptyState], top),
    top,
    transport: 'paused',
    speed,
    axis: player.axis,
    at: 0,
    counts: [0, 0],
    axisEnd: 1,
    ends: [0, 0],
    race: raceState(player.tracks, [emptyState, emptyState], 0),
    definition,
    reading,
    view,
    selection: null,
  };
}
