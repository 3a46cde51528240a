import type { ReplayTrack } from './track.ts';

export const speeds = [0.25, 0.5, 1, 2, 4, 8, 16] as const;
export type Speed = (typeof speeds)[number];

/** Frames stop in hidden tabs: what comes back after minutes must not skip minutes. */
const LONGEST_TICK_MS = 250;

/** Where a replay stands: a plain value; every function below gives a new one, or the same where nothing changed. */
export interface Playhead {
  /** Events up to here: show `log.stateAt(count)`. */
  readonly count: number;
  /** The moment in the track's unit (ms, or tokens); between two events it moves on while `count` stands. */
  readonly at: number;
  readonly playing: boolean;
  readonly speed: Speed;
  /** Sticks to the end while events arrive. */
  readonly following: boolean;
}

/** At the end of the track, and following it while the session runs. */
export function createPlayhead(track: ReplayTrack, speed: Speed = 1): Playhead {
  return toEnd({ count: 0, at: 0, playing: false, speed, following: false }, track);
}

/**
 * Time passes: `elapsedMs` since the last tick, capped. Playing past the end of a session that still runs becomes
 * following; past the end of one that has ended it stops. Call it also when events have arrived.
 */
export function tick(playhead: Playhead, track: ReplayTrack, elapsedMs: number): Playhead {
  if (playhead.following) return toEnd(playhead, track);
  if (!playhead.playing) return playhead;
  const passed = Math.min(Math.max(elapsedMs, 0), LONGEST_TICK_MS) * playhead.speed * track.unitsPerMs;
  const at = playhead.at + passed;
  if (at >= track.endAt) return toEnd(playhead, track);
  return changed(playhead, { at, count: Math.max(playhead.count, track.countAt(at)) });
}

/** Plays from here; from the beginning where the end of an ended session was reached. */
export function play(playhead: Playhead, track: ReplayTrack): Playhead {
  if (playhead.count < track.length) return changed(playhead, { playing: true, following: false });
  if (!track.ended) return toEnd(playhead, track);
  return changed(playhead, { playing: true, following: false, count: track.countAt(0), at: 0 });
}

export const pause = (playhead: Playhead): Playhead =>
  changed(playhead, { playing: false, following: false });

/** To the end, to stay there while the session runs. */
export const follow = (playhead: Playhead, track: ReplayTrack): Playhead => toEnd(playhead, track);

/** To a moment, clamped; playing goes on from there, following ends. */
export function seek(playhead: Playhead, track: ReplayTrack, at: number): Playhead {
  const moment = Math.min(Math.max(at, 0), track.endAt);
  return changed(playhead, { at: moment, count: track.countAt(moment), following: false });
}

/** To right after the first `count` events, clamped; stops. */
export function seekCount(playhead: Playhead, track: ReplayTrack, count: number): Playhead {
  const target = Math.min(Math.max(Math.floor(count) || 0, 0), track.length);
  return changed(playhead, { count: target, at: track.atOf(target), playing: false, following: false });
}

/** One event of the log on or back. */
export const stepEvent = (playhead: Playhead, track: ReplayTrack, by: 1 | -1): Playhead =>
  seekCount(playhead, track, playhead.count + by);

/** To where the next or previous stage (or the answer) starts; past the last one to the end, before the first to 0. */
export const stepStage = (playhead: Playhead, track: ReplayTrack, by: 1 | -1): Playhead =>
  seekCount(playhead, track, nextMark(track.stageMarks, playhead.count, by, track.length));

/** To the next or previous fork; past the last one to the end, before the first to 0. */
export const stepPrompt = (playhead: Playhead, track: ReplayTrack, by: 1 | -1): Playhead =>
  seekCount(playhead, track, nextMark(track.promptMarks, playhead.count, by, track.length));

export const setSpeed = (playhead: Playhead, speed: Speed): Playhead => changed(playhead, { speed });

/** The same moment of the session on another track of the same log: events seen stay seen. */
export function switchTrack(playhead: Playhead, to: ReplayTrack): Playhead {
  const count = Math.min(playhead.count, to.length);
  return changed(playhead, { count, at: to.atOf(count) });
}

function toEnd(playhead: Playhead, track: ReplayTrack): Playhead {
  const live = !track.ended;
  return changed(playhead, { count: track.length, at: track.endAt, playing: live, following: live });
}

function nextMark(marks: readonly number[], count: number, by: 1 | -1, length: number): number {
  if (by === 1) return marks.find((mark) => mark > count) ?? length;
  return marks.findLast((mark) => mark < count) ?? 0;
}

function changed(playhead: Playhead, change: Partial<Playhead>): Playhead {
  const next = { ...playhead, ...change };
  const same = (Object.keys(next) as (keyof Playhead)[]).every((key) => next[key] === playhead[key]);
  return same ? playhead : next;
}
