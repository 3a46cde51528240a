import { type MarkKind, nextMark } from './marks.ts';
import type { ReplayTrack } from './track.ts';

export const speeds = [0.25, 0.5, 1, 2, 4, 8, 16] as const;
export type Speed = (typeof speeds)[number];

/** Frames stop in hidden tabs: a tab that returns after minutes must not skip minutes. */
const LONGEST_TICK_MS = 250;

/** A range of the log to repeat, in events: shows `from` first, `to` last. The same on every axis and machine. */
export interface LoopRange {
  readonly from: number;
  readonly to: number;
}

export type StepUnit = 'event' | Extract<MarkKind, 'batch' | 'prompt' | 'stage'>;
export const stepUnits: readonly StepUnit[] = ['batch', 'event', 'prompt', 'stage'];

/**
 * The state of a replay: a plain value; every function below returns a new one, or the same where nothing has changed.
 */
export interface Playhead {
  /** Events up to here: show `log.stateAt(count)`. */
  readonly count: number;
  /** The moment in the track's unit (ms, or tokens); between two events it advances while `count` stays the same. */
  readonly at: number;
  readonly playing: boolean;
  readonly speed: Speed;
  /** Stays at the end while events arrive. */
  readonly following: boolean;
  /** Playback returns to its start whenever it reaches its end. */
  readonly loop: LoopRange | null;
}

/** A playhead at the end of the track, following it while the session runs. */
export function createPlayhead(track: ReplayTrack, speed: Speed = 1): Playhead {
  return toEnd({ count: 0, at: 0, playing: false, speed, following: false, loop: null }, track);
}

/**
 * Advances time by `elapsedMs` since the last tick, capped. Playing past the end of a running session becomes
 * following; past the end of an ended one it stops; past the end of its loop, it restarts the loop once the loop's last
 * moment was shown. Call it also when events have arrived.
 */
export function tick(playhead: Playhead, track: ReplayTrack, elapsedMs: number): Playhead {
  if (playhead.following) return toEnd(playhead, track);
  if (!playhead.playing) return playhead;
  const passed = Math.min(Math.max(elapsedMs, 0), LONGEST_TICK_MS) * playhead.speed * track.unitsPerMs;
  const at = playhead.at + passed;
  const { loop } = playhead;
  const loopEnd = loop && playhead.count <= loop.to ? track.atOf(loop.to) : Number.POSITIVE_INFINITY;
  if (loop && at >= loopEnd) {
    const ended = playhead.count === loop.to;
    const count = ended ? loop.from : loop.to;
    return changed(playhead, { count, at: track.atOf(count) });
  }
  if (at >= track.endAt) return toEnd(playhead, track);
  return changed(playhead, { at, count: Math.max(playhead.count, track.countAt(at)) });
}

/**
 * Plays from here; from the beginning if the playhead is at the end of an ended session; inside the loop if there is
 * one.
 */
export function play(playhead: Playhead, track: ReplayTrack): Playhead {
  const { loop } = playhead;
  if (loop && (playhead.count < loop.from || playhead.count >= loop.to)) {
    const into = { count: loop.from, at: track.atOf(loop.from), playing: true, following: false };
    return changed(playhead, into);
  }
  if (playhead.count < track.length) return changed(playhead, { playing: true, following: false });
  if (!track.ended) return toEnd(playhead, track);
  return changed(playhead, { playing: true, following: false, count: track.countAt(0), at: 0 });
}

export const pause = (playhead: Playhead): Playhead =>
  changed(playhead, { playing: false, following: false });

/** Moves to the end, and stays there while the session runs. */
export const follow = (playhead: Playhead, track: ReplayTrack): Playhead => toEnd(playhead, track);

/** Moves to a moment, clamped; playing continues from there, following ends. */
export function seek(playhead: Playhead, track: ReplayTrack, at: number): Playhead {
  const moment = Math.min(Math.max(at, 0), track.endAt);
  return changed(playhead, { at: moment, count: track.countAt(moment), following: false });
}

/** Moves to right after the first `count` events, clamped; stops. */
export function seekCount(playhead: Playhead, track: ReplayTrack, count: number): Playhead {
  const target = Math.min(Math.max(Math.floor(count) || 0, 0), track.length);
  return changed(playhead, { count: target, at: track.atOf(target), playing: false, following: false });
}

/**
 * Moves one step forwards or backwards: by an event of the log, or to the next or previous mark of that kind
 * (marks.ts). After the last mark to the end, before the first to 0; stops.
 */
export function step(playhead: Playhead, track: ReplayTrack, unit: StepUnit, by: 1 | -1): Playhead {
  if (unit === 'event') return seekCount(playhead, track, playhead.count + by);
  const mark = nextMark(track.marks(unit), playhead.count, by);
  return seekCount(playhead, track, mark ?? (by === 1 ? track.length : 0));
}

export const stepEvent = (playhead: Playhead, track: ReplayTrack, by: 1 | -1): Playhead =>
  step(playhead, track, 'event', by);
export const stepPrompt = (playhead: Playhead, track: ReplayTrack, by: 1 | -1): Playhead =>
  step(playhead, track, 'prompt', by);
export const stepStage = (playhead: Playhead, track: ReplayTrack, by: 1 | -1): Playhead =>
  step(playhead, track, 'stage', by);

/** Sets the range to repeat, in order and within the log; null, or a range without an event, clears it. */
export function setLoop(playhead: Playhead, track: ReplayTrack, range: LoopRange | null): Playhead {
  if (!range) return changed(playhead, { loop: null });
  const [from, to] = [range.from, range.to]
    .map((count) => Math.min(Math.max(Math.floor(count) || 0, 0), track.length))
    .sort((left, right) => left - right) as [number, number];
  const { loop } = playhead;
  if (loop && loop.from === from && loop.to === to) return playhead;
  return changed(playhead, { loop: from < to ? { from, to } : null });
}

/** Starts (`in`) or ends (`out`) the loop here; the other end stays where that makes a range, else it is the log's. */
export function markLoop(playhead: Playhead, track: ReplayTrack, end: 'in' | 'out'): Playhead {
  const { count, loop } = playhead;
  if (end === 'in') {
    return setLoop(playhead, track, { from: count, to: loop && loop.to > count ? loop.to : track.length });
  }
  return setLoop(playhead, track, { from: loop && loop.from < count ? loop.from : 0, to: count });
}

export const setSpeed = (playhead: Playhead, speed: Speed): Playhead => changed(playhead, { speed });

/** The same moment of the session on another track of the same log: events already shown stay shown. */
export function switchTrack(playhead: Playhead, to: ReplayTrack): Playhead {
  const count = Math.min(playhead.count, to.length);
  return changed(playhead, { count, at: to.atOf(count) });
}

function toEnd(playhead: Playhead, track: ReplayTrack): Playhead {
  const live = !track.ended;
  return changed(playhead, { count: track.length, at: track.endAt, playing: live, following: live });
}

function changed(playhead: Playhead, change: Partial<Playhead>): Playhead {
  const next = { ...playhead, ...change };
  const same = (Object.keys(next) as (keyof Playhead)[]).every((key) => next[key] === playhead[key]);
  return same ? playhead : next;
}
