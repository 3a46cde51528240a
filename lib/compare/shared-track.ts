import type { ReplayTrack } from '#lib/replay/track.ts';

export type Both<T> = readonly [T, T];

/** Two logs under one playhead: the replay's functions work on it as on a single log. */
export interface SharedTrack extends ReplayTrack {
  /** How many events of each side are among the first `count`. */
  split(count: number): Both<number>;
}

/**
 * The tracks of two sides (same unit) merged by moment; at equal moments the first side goes before. While a side
 * still runs the track ends where the slowest running side stands: beyond it nobody knows who leads. Nothing is
 * copied, so tracks that grow may be given: a position costs O(log² events).
 */
export function sharedTrack(sides: Both<ReplayTrack>): SharedTrack {
  const [first, second] = sides;

  const endAt = (): number => {
    const running = sides.filter((side) => !side.ended);
    return running.length > 0
      ? Math.min(...running.map((side) => side.endAt))
      : Math.max(first.endAt, second.endAt);
  };
  const isOver = () => first.ended && second.ended;
  const known = (side: ReplayTrack): number => (isOver() ? side.length : side.countAt(endAt()));

  function split(count: number): Both<number> {
    const [ofFirst, ofSecond] = [known(first), known(second)];
    const wanted = Math.min(Math.max(count, 0), ofFirst + ofSecond);
    let low = Math.max(0, wanted - ofSecond);
    let high = Math.min(wanted, ofFirst);
    while (low < high) {
      const middle = (low + high) >>> 1;
      // The first side's next event is not later than the last one taken from the second: it belongs before that.
      if (first.atOf(middle + 1) <= second.atOf(wanted - middle)) low = middle + 1;
      else high = middle;
    }
    return [low, wanted - low];
  }

  function marks(of: (side: ReplayTrack) => readonly number[]): readonly number[] {
    const merged = [
      ...of(first).map((mark) => mark + countBefore(second, first.atOf(mark))),
      ...of(second).map((mark) => mark + first.countAt(second.atOf(mark))),
    ];
    const last = known(first) + known(second);
    return [...new Set(merged)].filter((mark) => mark <= last).sort((a, b) => a - b);
  }

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
      const [ofFirst, ofSecond] = split(count);
      return Math.max(first.atOf(ofFirst), second.atOf(ofSecond));
    },
    countAt: (at) => Math.min(first.countAt(at), known(first)) + Math.min(second.countAt(at), known(second)),
    marks: (kind) => marks((side) => side.marks(kind)),
    split,
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
