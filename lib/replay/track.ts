import type { TraceLog } from '#lib/trace/fold.ts';
import type { Reading } from '#lib/trace/sequential-tokens.ts';
import { countUpTo, createMarks, type MarkKind } from './marks.ts';
import { tokenTimes } from './token-times.ts';

/** A log as the playhead sees it: moments, and the places worth stepping to. */
export interface ReplayTrack {
  /** Events in the log. */
  readonly length: number;
  /** The session has ended: nothing will follow. */
  readonly ended: boolean;
  /** Moment of the last event, in the track's unit. */
  readonly endAt: number;
  /** Units that pass in a millisecond at speed 1. */
  readonly unitsPerMs: number;
  /** Moment after the first `count` events; 0 for none. */
  atOf(count: number): number;
  /** How many events had happened at a moment. */
  countAt(at: number): number;
  /** Ascending counts of one kind of place. */
  marks(kind: MarkKind): readonly number[];
}

/** Tokens a second at which a replay in token time runs: the pace of an import's made-up clock (DESIGN.md §3). */
const TOKENS_PER_SECOND = 60;

/** The log in wall time, ms. Follows the log as it grows. */
export function wallTrack(log: TraceLog): ReplayTrack {
  const marks = createMarks(log);
  return {
    get length() {
      return log.length;
    },
    get ended() {
      return log.state.endedAt !== null;
    },
    get endAt() {
      return log.state.at;
    },
    unitsPerMs: 1,
    atOf: (count) => log.eventAt(count - 1)?.at ?? 0,
    countAt: (at) => log.countAt(at),
    marks: (kind) => marks.of(kind),
  };
}

/**
 * The log in token time (`authors`): every stream as if it wrote one token for each tick. A snapshot, O(events): a
 * piece's position depends on lengths known only later, so a log that has grown needs a new track.
 */
export function tokenTrack(log: TraceLog, reading: Reading = 'decoded'): ReplayTrack {
  const times = tokenTimes(log, reading);
  const marks = createMarks(log);
  const ended = log.state.endedAt !== null;
  return {
    length: times.length,
    ended,
    endAt: times.at(-1) ?? 0,
    unitsPerMs: TOKENS_PER_SECOND / 1000,
    atOf: (count) => times[count - 1] ?? 0,
    countAt: (at) => countUpTo(times, at),
    marks: (kind) => marks.of(kind),
  };
}
