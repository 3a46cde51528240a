import { type AxisTracks, createAxisTracks } from '#lib/replay/axis-tracks.ts';
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
import type { Transport } from './playback-types.ts';

/**
 * The playhead (lib/replay) on logs that may still grow, on one of two axes. Counts without an index are of the events
 * of all logs; of one log they are its own. Times `nowMs` are of one monotonic clock.
 */
export interface Player {
  readonly transport: Transport;
  readonly speed: Speed;
  /** Events up to the playhead, of each log. */
  readonly counts: readonly number[];
  /** The playhead's position on the chosen axis, in its unit; infinite where that is the axis' end. */
  readonly at: number;
  readonly loop: LoopRange | null;
  /** Whether frames are needed. */
  readonly moving: boolean;
  /** The playhead in a log's own time, ms since its start; runs on between events while live. */
  positionMs(index: number): number;
  /** The current end of a log in its own time. */
  endMs(index: number): number;
  advance(nowMs: number): void;
  /** A log grew. */
  appended(nowMs: number): void;
  toggle(): void;
  /** Moves to the end, and stays there while a session runs. */
  follow(): void;
  seek(at: number): void;
  seekCount(count: number): void;
  seekStart(): void;
  step(unit: StepUnit, by: 1 | -1): void;
  /** Ascending counts of one kind of place in the logs as they are. */
  marks(kind: MarkKind): readonly number[];
  /** The moment after so many events on the chosen axis, and how many events had happened at a moment. */
  atOf(count: number): number;
  countAt(at: number): number;
  setLoop(range: LoopRange | null): void;
  /** Starts or ends the loop at the playhead. */
  markLoop(end: 'in' | 'out'): void;
  setSpeed(speed: Speed): void;
  setAxis(axis: Axis): void;
  /** Sets whether the axis of tokens counts thinking. */
  setReading(reading: Reading): void;
  /** Another log replaced one of these (createPlayback's `replace`). */
  replaced(): void;
}

/** The state in which a page opens, in events; applied as soon as the logs have come that far. */
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

/** `logs`: the player keeps their order, and another log may replace the one at an index. */
export function createPlayer(logs: readonly TraceLog[], opening: PlayerOpening = atEnd): Player {
  const tracks = createAxisTracks(logs, { axis: opening.axis ?? 'wall', reading: opening.reading });
  const movement = createMovement(logs, tracks, opening);
  const { act, measureAnew } = movement;
  return {
    ...movement.commands,
    get transport() {
      const { following, playing } = movement.playhead;
      return following ? 'live' : playing ? 'playing' : 'paused';
    },
    get speed() {
      return movement.playhead.speed;
    },
    get counts() {
      return movement.track.split(movement.playhead.count);
    },
    get at() {
      return movement.at();
    },
    get loop() {
      return movement.playhead.loop;
    },
    get moving() {
      return movement.playhead.playing || logs.some((log) => log.length > 0 && isRunning(log));
    },
    positionMs(index) {
      const { playhead, track } = movement;
      const log = logs[index];
      if (!log) return 0;
      if (playhead.following && isRunning(log)) return movement.clockOf(index);
      const wall = tracks.wall(index);
      if (track.tracks[0] === wall && logs.length === 1) return playhead.at;
      return wall.atOf(track.split(playhead.count)[index] ?? 0);
    },
    endMs(index) {
      const log = logs[index];
      return log && isRunning(log) ? movement.clockOf(index) : (log?.state.at ?? 0);
    },
    marks: (kind) => tracks.marks(kind, movement.nowMs),
    atOf: (count) => tracks.chosen(movement.nowMs).atOf(count),
    countAt: (at) => tracks.chosen(movement.nowMs).countAt(at),
    seekStart() {
      // The question is a log's first event; with several logs, all have theirs at the axis' beginning.
      act((current, on) =>
        logs.length === 1
          ? seekCount(current, on, Math.min(1, on.length))
          : seek({ ...current, playing: false }, on, 0),
      );
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
      movement.beginAnew();
    },
  };
}

/** Commands that only say where the playhead goes. */
type Moves = Pick<
  Player,
  | 'advance'
  | 'appended'
  | 'toggle'
  | 'follow'
  | 'seek'
  | 'seekCount'
  | 'step'
  | 'setLoop'
  | 'markLoop'
  | 'setSpeed'
>;

interface Movement {
  readonly playhead: Playhead;
  /** The one that the playhead stands on. */
  readonly track: SharedTrack;
  readonly nowMs: number;
  /** As `Player.at`. */
  at(): number;
  /** Where a running log stands now in its own time, ms. */
  clockOf(index: number): number;
  /** A change of a person's. */
  act(change: (playhead: Playhead, track: SharedTrack) => Playhead): void;
  /** Keeps the moment on the axis as it is now measured. */
  measureAnew(): void;
  /** A log was replaced: as when the page opened, but for the speed. */
  beginAnew(): void;
  readonly commands: Moves;
}

/** The playhead, the track that it stands on, and what moves it from one to another. */
function createMovement(logs: readonly TraceLog[], tracks: AxisTracks, opening: PlayerOpening): Movement {
  let track: SharedTrack = tracks.followed(0);
  let playhead: Playhead = createPlayhead(track, opening.speed);
  let untouched = true;
  let nowMs = 0;
  /** Where the playhead is seen on the axis of tokens while it is live. */
  let eased = 0;
  const clocks = createClocks(logs);
  const wanted = createWanted(logs, opening);

  function moveTo(next: SharedTrack): void {
    if (next === track) return;
    playhead = playhead.following ? follow(playhead, next) : placedOn(playhead, track, next);
    track = next;
  }

  function settle(): void {
    if (playhead.following) moveTo(tracks.followed(nowMs));
  }

  function act(change: (playhead: Playhead, track: SharedTrack) => Playhead): void {
    untouched = false;
    moveTo(playhead.following ? tracks.followed(nowMs) : tracks.chosen(nowMs));
    playhead = change(playhead, track);
    settle();
    eased = playhead.at;
  }

  function move(elapsedMs: number): void {
    if (playhead.playing && !playhead.following && playhead.count >= track.length)
      moveTo(tracks.chosen(nowMs));
    settle();
    playhead = tick(playhead, track, elapsedMs);
    settle();
    const missing = playhead.at - eased;
    eased += Math.abs(missing) < 0.5 ? missing : missing * (1 - Math.exp(-elapsedMs / EASE_MS));
  }

  function grown(): void {
    clocks.arrived(nowMs);
    // A page opens on the end; it stays there until someone moves away from it.
    if (untouched || playhead.following) {
      if (untouched) track = tracks.followed(nowMs);
      else settle();
      playhead = follow(playhead, track);
      if (!playhead.following) eased = playhead.at;
    }
    const { loop, count } = wanted.reached();
    if (loop) playhead = setLoop(playhead, track, loop);
    if (count !== null && untouched) act((current, on) => seekCount(current, on, count));
  }

  return {
    get playhead() {
      return playhead;
    },
    get track() {
      return track;
    },
    get nowMs() {
      return nowMs;
    },
    at() {
      if (!tracks.isChosen(track)) return Number.POSITIVE_INFINITY;
      if (!playhead.following) return playhead.at;
      if (tracks.axis === 'tokens') return eased;
      // Beyond the slowest running log nobody knows who leads.
      const running = logs.flatMap((log, index) => (isRunning(log) ? [clocks.at(index, nowMs)] : []));
      return running.length > 0 ? Math.min(...running) : playhead.at;
    },
    clockOf: (index) => clocks.at(index, nowMs),
    act,
    measureAnew() {
      if (playhead.following && logs.length === 1) return;
      const wasUntouched = untouched;
      act((current) => current);
      untouched = wasUntouched;
    },
    beginAnew() {
      untouched = true;
      track = tracks.followed(nowMs);
      playhead = createPlayhead(track, playhead.speed);
    },
    commands: createMoves({
      act,
      setPlayhead: (change) => {
        playhead = change(playhead);
      },
      frame(at, elapsedMs) {
        nowMs = at;
        move(elapsedMs);
      },
      grown(at) {
        nowMs = at;
        grown();
      },
    }),
  };
}

interface MoveParts {
  readonly act: Movement['act'];
  setPlayhead(change: (playhead: Playhead) => Playhead): void;
  frame(nowMs: number, elapsedMs: number): void;
  grown(nowMs: number): void;
}

function createMoves({ act, setPlayhead, frame, grown }: MoveParts): Moves {
  let frameMs: number | null = null;
  return {
    advance(at) {
      const elapsedMs = at - (frameMs ?? at);
      frameMs = at;
      frame(at, elapsedMs);
    },
    appended: grown,
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
    step(unit, by) {
      act((current, on) => step(current, on, unit, by));
    },
    setLoop(range) {
      act((current, on) => setLoop(current, on, range));
    },
    markLoop(end) {
      act((current, on) => markLoop(current, on, end));
    },
    setSpeed(speed) {
      setPlayhead((current) => setSpeed(current, speed));
    },
  };
}

/** The moment and the loop that a page asked for, told once they are there; ended logs that are shorter have neither. */
function createWanted(logs: readonly TraceLog[], opening: PlayerOpening) {
  let { at, loop } = opening;
  return {
    reached(): { loop: LoopRange | null; count: number | null } {
      const length = logs.reduce((sum, log) => sum + log.length, 0);
      const found = {
        loop: loop && length >= loop.to ? loop : null,
        count: at !== null && length >= at ? at : null,
      };
      if (found.loop) loop = null;
      if (found.count !== null) at = null;
      return found;
    },
  };
}

const isRunning = (log: TraceLog): boolean => log.state.endedAt === null;

/** The same moment and loop on another track of the same logs. */
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

/** The position of each log between its events: its own clock, derived from the fastest delivery so far. */
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
