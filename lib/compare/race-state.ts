import type { EndStatus } from '#lib/trace/events.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { Pair } from './pair.ts';

/** One side of the race at a moment; lengths in the axis' unit. */
export type RaceSide =
  | { readonly phase: 'waiting' }
  /** `toGo`: how much it still has to write; null while it runs live and nobody knows. */
  | { readonly phase: 'running'; readonly toGo: number | null }
  | { readonly phase: 'ended'; readonly status: EndStatus; readonly ago: number };

export interface RaceState {
  readonly sides: Pair<RaceSide>;
  /** Which side ended before the other, once one has; null before, and for a draw. */
  readonly first: 0 | 1 | null;
  /** How far that side was ahead, once both have ended; null before. */
  readonly margin: number | null;
}

/** A side up to the playhead. */
export interface RaceEntry {
  readonly latest: TraceState;
  /** Events of the log, and how many of them are up to the playhead. */
  readonly length: number;
  readonly count: number;
  /** Where the log ends on the axis. */
  readonly end: number;
}

/** Which sides are running and which have ended at a moment of the shared axis. */
export function raceState(entries: Pair<RaceEntry>, at: number): RaceState {
  const sides = [sideAt(entries[0], at), sideAt(entries[1], at)] as const;
  const [left, right] = sides;
  const bothEnded = left.phase === 'ended' && right.phase === 'ended';
  const ahead = entries[0].end - entries[1].end;
  if (bothEnded) return { sides, first: ahead === 0 ? null : ahead < 0 ? 0 : 1, margin: Math.abs(ahead) };
  const first = left.phase === 'ended' ? 0 : right.phase === 'ended' ? 1 : null;
  return { sides, first, margin: null };
}

function sideAt({ latest, length, count, end }: RaceEntry, at: number): RaceSide {
  if (length === 0) return { phase: 'waiting' };
  const { status } = latest;
  if (latest.endedAt === null || status === 'running' || status === 'empty')
    return { phase: 'running', toGo: null };
  if (count >= length) return { phase: 'ended', status, ago: Math.max(0, at - end) };
  return { phase: 'running', toGo: Math.max(0, end - at) };
}
