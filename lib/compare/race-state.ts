import type { ReplayTrack } from '#lib/replay/track.ts';
import type { EndStatus } from '#lib/trace/events.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { Both } from './both.ts';

/** One side of the race at a moment; lengths in the axis' unit. */
export type RaceSide =
  | { readonly phase: 'waiting' }
  /** `toGo`: what it still has to write; null while nobody knows, because it runs now. */
  | { readonly phase: 'running'; readonly toGo: number | null }
  | { readonly phase: 'ended'; readonly status: EndStatus; readonly ago: number };

export interface RaceState {
  readonly sides: Both<RaceSide>;
  /** Which side ended before the other, once one has; null before, and for a draw. */
  readonly first: 0 | 1 | null;
  /** By how much, once both have ended; null before. */
  readonly margin: number | null;
}

/** Who runs and who has ended at a moment of the shared axis. */
export function raceState(tracks: Both<ReplayTrack>, states: Both<TraceState>, at: number): RaceState {
  const sides = [sideAt(tracks[0], states[0], at), sideAt(tracks[1], states[1], at)] as const;
  const [left, right] = sides;
  const bothEnded = left.phase === 'ended' && right.phase === 'ended';
  const ahead = tracks[0].endAt - tracks[1].endAt;
  if (bothEnded) return { sides, first: ahead === 0 ? null : ahead < 0 ? 0 : 1, margin: Math.abs(ahead) };
  const first = left.phase === 'ended' ? 0 : right.phase === 'ended' ? 1 : null;
  return { sides, first, margin: null };
}

function sideAt(track: ReplayTrack, state: TraceState, at: number): RaceSide {
  if (track.length === 0) return { phase: 'waiting' };
  const { status } = state;
  if (!track.ended || status === 'running' || status === 'empty') return { phase: 'running', toGo: null };
  // Moments are sums of fractions: what is less than a millionth away is there.
  if (at >= track.endAt - 1e-6) return { phase: 'ended', status, ago: Math.max(0, at - track.endAt) };
  return { phase: 'running', toGo: track.endAt - at };
}
