import type { TraceLog } from '#lib/trace/fold.ts';
import type { Reading } from '#lib/trace/sequential-tokens.ts';
import type { Axis } from '#lib/trace/token-axis.ts';
import type { MarkKind } from './marks.ts';
import { type SharedTrack, sharedTrack } from './shared-track.ts';
import { type ReplayTrack, tokenTrack, wallTrack } from './track.ts';

/** While a page follows several logs in tokens, we rebuild their snapshot no more often than this, ms. */
const SNAPSHOT_EVERY_MS = 110;

/** n logs that may still grow, as one shared track on one of two axes. Times are of one monotonic clock. */
export interface AxisTracks {
  readonly axis: Axis;
  choose(axis: Axis): void;
  /** Sets whether the axis of tokens counts thinking. */
  count(reading: Reading): void;
  /** The chosen axis over the logs in their current state. A token track is a snapshot of O(events), made on demand. */
  chosen(nowMs: number): SharedTrack;
  /** The track under a live playhead. */
  followed(nowMs: number): SharedTrack;
  isChosen(track: SharedTrack): boolean;
  /** A log in its own time, whatever the axis. */
  wall(index: number): ReplayTrack;
  marks(kind: MarkKind, nowMs: number): readonly number[];
  /** Another log replaced the one at an index of `logs`. */
  replaced(): void;
}

export function createAxisTracks(
  logs: readonly TraceLog[],
  initial: { readonly axis: Axis; readonly reading: Reading },
): AxisTracks {
  let { axis, reading } = initial;
  let wall = sharedTrack(logs.map(wallTrack));
  let snapshot: SharedTrack | null = null;
  let madeAtMs = Number.NEGATIVE_INFINITY;

  const isStale = (made: SharedTrack) =>
    made.tracks.some(({ length }, index) => length !== logs[index]?.length);

  function chosen(nowMs: number, keptForMs = 0): SharedTrack {
    if (axis === 'wall') return wall;
    if (snapshot === null || (nowMs - madeAtMs >= keptForMs && isStale(snapshot))) {
      snapshot = sharedTrack(logs.map((log) => tokenTrack(log, reading)));
      madeAtMs = nowMs;
    }
    return snapshot;
  }

  return {
    get axis() {
      return axis;
    },
    choose(next) {
      axis = next;
    },
    count(next) {
      reading = next;
      snapshot = null;
    },
    chosen: (nowMs) => chosen(nowMs),
    followed(nowMs) {
      // One log ends at the same event on every axis, and its wall track grows with it: no snapshot is needed.
      if (logs.length === 1) return wall;
      const allEnded = logs.every((log) => log.state.endedAt !== null);
      return chosen(nowMs, allEnded ? 0 : SNAPSHOT_EVERY_MS);
    },
    isChosen: (track) => axis === 'wall' || track !== wall,
    wall: (index) => wall.tracks[index] ?? wall,
    // In one log a place has the same count on every axis.
    marks: (kind, nowMs) => (logs.length === 1 ? wall : chosen(nowMs)).marks(kind),
    replaced() {
      wall = sharedTrack(logs.map(wallTrack));
      snapshot = null;
    },
  };
}
