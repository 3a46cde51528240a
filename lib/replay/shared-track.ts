import type { ReplayTrack } from './track.ts';

/** n logs under one playhead: the functions of playhead.ts work on it as on the track of a single log. */
export interface SharedTrack extends ReplayTrack {
  /** What it was made of, in the order given. */
  readonly tracks: readonly ReplayTrack[];
  /** How many events of each log are among the first `count`. */
  split(count: number): readonly number[];
  /** How many events of all logs have happened right after the first `count` of the log at `index`. */
  countOf(index: number, count: number): number;
}

/**
 * Merges tracks of the same unit by moment; at equal moments the first comes before. While a log still grows the track
 * ends where the slowest growing one is: beyond it nobody knows who leads. Copies nothing, so the tracks may grow: a
 * position costs O(log² events), and for a single log no more than on its own track.
 */
export function sharedTrack(tracks: readonly ReplayTrack[]): SharedTrack {
  const [first, ...rest] = tracks.map(alone);
  if (!first) throw new Error('A playhead needs a track');
  return rest.reduce(merged, first);
}

/** The same moment on another track of the same logs: events already shown stay shown. */
export const sameMoment = (count: number, from: SharedTrack, to: SharedTrack): number =>
  Math.max(...from.split(count).map((ofLog, index) => to.countOf(index, ofLog)));

function alone(track: ReplayTrack): SharedTrack {
  return {
    get length() {
      return track.length;
    },
    get ended() {
      return track.ended;
    },
    get endAt() {
      return track.endAt;
    },
    unitsPerMs: track.unitsPerMs,
    atOf: (count) => track.atOf(count),
    countAt: (at) => track.countAt(at),
    marks: (kind) => track.marks(kind),
    tracks: [track],
    split: (count) => [Math.min(Math.max(count, 0), track.length)],
    countOf: (_index, count) => Math.min(count, track.length),
  };
}

function merged(first: SharedTrack, second: SharedTrack): SharedTrack {
  const isOver = () => first.ended && second.ended;
  const endAt = (): number => {
    const growing = [first, second].filter((side) => !side.ended);
    return growing.length > 0
      ? Math.min(...growing.map((side) => side.endAt))
      : Math.max(first.endAt, second.endAt);
  };
  const known = (side: SharedTrack): number => (isOver() ? side.length : side.countAt(endAt()));

  /** How many of the first `count` belong to `first`. */
  function ofFirst(count: number): number {
    const [knownFirst, knownSecond] = [known(first), known(second)];
    const wanted = Math.min(Math.max(count, 0), knownFirst + knownSecond);
    let low = Math.max(0, wanted - knownSecond);
    let high = Math.min(wanted, knownFirst);
    while (low < high) {
      const middle = (low + high) >>> 1;
      // The next event of `first` is not later than the last one taken from `second`, so it belongs before that one.
      if (first.atOf(middle + 1) <= second.atOf(wanted - middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const limited = (count: number): number => Math.min(Math.max(count, 0), known(first) + known(second));
  const afterFirst = (count: number): number => count + countBefore(second, first.atOf(count));
  const afterSecond = (count: number): number => count + first.countAt(second.atOf(count));

  return {
    get length() {
      return known(first) + known(second);
    },
    get ended() {
      return isOver();
    },
    get endAt() {
      return endAt();
    },
    unitsPerMs: first.unitsPerMs,
    atOf(count) {
      const taken = ofFirst(count);
      return Math.max(first.atOf(taken), second.atOf(limited(count) - taken));
    },
    countAt: (at) => Math.min(first.countAt(at), known(first)) + Math.min(second.countAt(at), known(second)),
    marks(kind) {
      const all = [...first.marks(kind).map(afterFirst), ...second.marks(kind).map(afterSecond)];
      const last = known(first) + known(second);
      return [...new Set(all)].filter((mark) => mark <= last).sort((a, b) => a - b);
    },
    tracks: [...first.tracks, ...second.tracks],
    split(count) {
      const taken = ofFirst(count);
      return [...first.split(taken), ...second.split(limited(count) - taken)];
    },
    countOf(index, count) {
      if (count <= 0) return 0;
      const before = first.tracks.length;
      return limited(
        index < before
          ? afterFirst(first.countOf(index, count))
          : afterSecond(second.countOf(index - before, count)),
      );
    },
  };
}

/** How many events of a track lie before a moment. */
function countBefore(track: ReplayTrack, at: number): number {
  let low = 0;
  let high = track.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (track.atOf(middle + 1) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
