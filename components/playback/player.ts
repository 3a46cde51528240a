import { createAxisTracks } from '#lib/replay/axis-tracks.ts';
import type { MarkKind } from '#lib/replay/marks.ts';
import {
  createPlayhead,
  follow,
  type LoopRange,
  markLoop,
  type Playhead,
  pause,
  play,
  type Speed,
  type StepUnit,
  seek,
  seekCount,
  setLoop,
  setSpeed,
  step,
  tick,
} from '#lib/replay/playhead.ts';
import { type SharedTrack, sameMoment } from '#lib/replay/shared-track.ts';
import type { TraceLog } from '#lib/trace/fold.ts';
import type { Reading } from '#lib/trace/sequential-tokens.ts';
import type { Axis } from '#lib/trace/token-axis.ts';
import type { Transport } from './session-types.ts';

/**
 * The playhead (lib/replay) on logs that may still grow, on one of two axes. Counts without an index are of the events
 * of all logs; of one log they are its own. Times `nowMs` are of one monotonic clock.
 */
export interface Player {
  readonly transport: Transport;
  readonly speed: Speed;
  /** Events up to the playhead, of each log. */
  readonly counts: readonly number[];
  /** Where the playhead stands on the chosen axis, in its unit; infinite where that is its end. */
  readonly at: number;
  readonly loop: LoopRange | null;
  /** Frames are needed. */
  readonly moving: boolean;
  /** The playhead in a log's own time, ms since its start; runs on between events while live. */
  positionMs(index: number): number;
  /** Where a log stands now in its own time. */
  endMs(index: number): number;
  advance(nowMs: number): void;
  /** A log grew. */
  appended(nowMs: number): void;
  toggle(): void;
  /** To the end, to stay there while a session runs. */
  follow(): void;
  seek(at: number): void;
  seekCount(count: number): void;
  seekStart(): void;
  step(unit: StepUnit, by: 1 | -1): void;
  /** Ascending counts of one kind of place in the logs as they are. */
  marks(kind: MarkKind): readonly number[];
  /** The moment after so many events on the chosen axis, and how many had happened at one. */
  atOf(count: number): number;
  countAt(at: number): number;
  setLoop(range: LoopRange | null): void;
  /** The loop begins or ends here. */
  markLoop(end: 'in' | 'out'): void;
  setSpeed(speed: Speed): void;
  setAxis(axis: Axis): void;
  /** What the axis of tokens counts. */
  setReading(reading: Reading): void;
  /** A log was replaced by another (createPlayback's `replace`). */
  replaced(): void;
}

/** What a page opens with, in events; applied as soon as the logs have come that far. */
export interface PlayerOpening {
  readonly at: number | null;
  readonly loop: LoopRange | null;
  readonly axis: Axis | null;
  readonly reading: Reading;
  readonly speed: Speed;
}

const atEnd: PlayerOpening = { at: null, loop: null, axis: null, reading: 'decoded', speed: 1 };

/** Tokens come in bunches; the live playhead covers most of such a step in this time, ms. */
const EASE_MS = 140;

/** `logs`: their order is kept, and what stands at an index may be replaced by another log. */
export function createPlayer(logs: readonly TraceLog[], opening: PlayerOpening = atEnd): Player {
  const tracks = createAxisTracks(logs, { axis: opening.axis ?? 'wall', reading: opening.reading });
  let track: SharedTrack = tracks.followed(0);
  let playhead: Playhead = createPlayhead(track, opening.speed);
  let untouched = true;
  /** What of the opening the logs have not reached yet. */
  let wanted: Pick<PlayerOpening, 'at' | 'loop'> = opening;
  let frameMs: number | null = null;
  let nowMs = 0;
  let eased = 0;
  const clocks = createClocks(logs);

  function moveTo(next: SharedTrack): void {
    if (next === track) return;
    playhead = playhead.following ? follow(playhead, next) : placedOn(playhead, track, next);
    track = next;
  }

  function act(change: (playhead: Playhead, track: SharedTrack) => Playhead): void {
    untouched = false;
    moveTo(playhead.following ? tracks.followed(nowMs) : tracks.chosen(nowMs));
    playhead = change(playhead, track);
    settle();
    eased = playhead.at;
  }

  function settle(): void {
    if (playhead.following) moveTo(tracks.followed(nowMs));
  }

  /** The same moment on the axis as it is measured now. */
  function measureAnew(): void {
    if (playhead.following && logs.length === 1) return;
    const wasUntouched = untouched;
    act((current) => current);
    untouched = wasUntouched;
  }

  /** The moment and the loop that were asked for, once they are there; ended logs that are shorter have neither. */
  function open(): void {
    const { at, loop } = wanted;
    const length = logs.reduce((sum, log) => sum + log.length, 0);
    if (loop && length >= loop.to) {
      playhead = setLoop(playhead, track, loop);
      wanted = { ...wanted, loop: null };
    }
    if (at === null || length < at) return;
    wanted = { ...wanted, at: null };
    if (untouched) act((current, on) => seekCount(current, on, at));
  }

  return {
    get transport() {
      return playhead.following ? 'live' : playhead.playing ? 'playing' : 'paused';
    },
    get speed() {
      return playhead.speed;
    },
    get counts() {
      return track.split(playhead.count);
    },
    get at() {
      if (!tracks.isChosen(track)) return Number.POSITIVE_INFINITY;
      if (!playhead.following) return playhead.at;
      if (tracks.axis === 'tokens') return eased;
      // Beyond where the slowest running one stands nobody knows who leads.
      const running = logs.flatMap((log, index) => (isRunning(log) ? [clocks.at(index, nowMs)] : []));
      return running.length > 0 ? Math.min(...running) : playhead.at;
    },
    get loop() {
      return playhead.loop;
    },
    get moving() {
      return playhead.playing || logs.some((log) => log.length > 0 && isRunning(log));
    },
    positionMs(index) {
      const log = logs[index];
      if (!log) return 0;
      if (playhead.following && isRunning(log)) return clocks.at(index, nowMs);
      const wall = tracks.wall(index);
      if (track.tracks[0] === wall && logs.length === 1) return playhead.at;
      return wall.atOf(track.split(playhead.count)[index] ?? 0);
    },
    endMs(index) {
      const log = logs[index];
      return log && isRunning(log) ? clocks.at(index, nowMs) : (log?.state.at ?? 0);
    },
    advance(at) {
      nowMs = at;
      const elapsedMs = at - (frameMs ?? at);
      frameMs = at;
      if (playhead.playing && !playhead.following && playhead.count >= track.length)
        moveTo(tracks.chosen(at));
      settle();
      playhead = tick(playhead, track, elapsedMs);
      settle();
      const missing = playhead.at - eased;
      eased += Math.abs(missing) < 0.5 ? missing : missing * (1 - Math.exp(-elapsedMs / EASE_MS));
    },
    appended(at) {
      nowMs = at;
      clocks.arrived(at);
      // A page opens on the end; it stays there until someone moves away from it.
      if (untouched || playhead.following) {
        if (untouched) track = tracks.followed(at);
        else settle();
        playhead = follow(playhead, track);
        if (!playhead.following) eased = playhead.at;
      }
      open();
    },
    toggle() {
      act((current, on) => (current.playing ? pause(current) : play(current, on)));
      frameMs = null;
    },
    follow() {
      act(follow);
    },
    seek(at) {
      act((current, on) => seek({ ...current, playing: current.playing && !current.following }, on, at));
    },
    seekCount(count) {
      act((current, on) => seekCount(current, on, count));
    },
    seekStart() {
      // The question is the first event of a log; of several, all have theirs at the axis' beginning.
      act((current, on) =>
        logs.length === 1
          ? seekCount(current, on, Math.min(1, on.length))
          : seek({ ...current, playing: false }, on, 0),
      );
    },
    step(unit, by) {
      act((current, on) => step(current, on, unit, by));
    },
    marks: (kind) => tracks.marks(kind, nowMs),
    atOf: (count) => tracks.chosen(nowMs).atOf(count),
    countAt: (at) => tracks.chosen(nowMs).countAt(at),
    setLoop(range) {
      act((current, on) => setLoop(current, on, range));
    },
    markLoop(end) {
      act((current, on) => markLoop(current, on, end));
    },
    setSpeed(speed) {
      playhead = setSpeed(playhead, speed);
    },
    setAxis(axis) {
      tracks.choose(axis);
      measureAnew();
    },
    setReading(reading) {
      tracks.count(reading);
      measureAnew();
    },
    replaced() {
      tracks.replaced();
      untouched = true;
      track = tracks.followed(nowMs);
      playhead = createPlayhead(track, playhead.speed);
    },
  };
}

const isRunning = (log: TraceLog): boolean => log.state.endedAt === null;

/** The same moment on another track of the same logs, and what is looped there. */
function placedOn(playhead: Playhead, from: SharedTrack, to: SharedTrack): Playhead {
  const moved = (count: number) => Math.min(sameMoment(count, from, to), to.length);
  const count = moved(playhead.count);
  const { loop } = playhead;
  return {
    ...playhead,
    count,
    at: to.atOf(count),
    loop: loop && { from: moved(loop.from), to: moved(loop.to) },
  };
}

/** Where each log stands between its events: its own clock, told by the fastest delivery seen. */
function createClocks(logs: readonly TraceLog[]) {
  const clocks = logs.map(() => ({ length: 0, offsetMs: Number.POSITIVE_INFINITY }));
  return {
    /** In the log's own time. */
    at(index: number, nowMs: number): number {
      const at = logs[index]?.state.at ?? 0;
      const offsetMs = clocks[index]?.offsetMs ?? Number.POSITIVE_INFINITY;
      return Number.isFinite(offsetMs) ? Math.max(at, nowMs - offsetMs) : at;
    },
    /** Logs may have grown. */
    arrived(nowMs: number): void {
      logs.forEach((log, index) => {
        const clock = clocks[index];
        if (!clock || clock.length === log.length) return;
        // The clock here less the session's.
        clocks[index] = { length: log.length, offsetMs: Math.min(clock.offsetMs, nowMs - log.state.at) };
      });
    },
  };
}
