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
  switchTrack,
  tick,
} from '#lib/replay/playhead.ts';
import { type ReplayTrack, tokenTrack, wallTrack } from '#lib/replay/track.ts';
import type { TraceLog } from '#lib/trace/fold.ts';
import type { Reading } from '#lib/trace/stage-tokens.ts';
import type { Transport } from './session-types.ts';

export type PlayerAxis = 'wall' | 'tokens';

/** The playhead (lib/replay) on a log that may still grow, on one of two axes. Times `nowMs` are of one monotonic clock. */
export interface Player {
  readonly transport: Transport;
  readonly speed: Speed;
  /** Events up to the playhead. */
  readonly count: number;
  /** ms since the session's start; runs on between events while live. */
  readonly positionMs: number;
  /** Where the playhead stands on the chosen axis, in its unit. */
  readonly axisAt: number;
  readonly endMs: number;
  readonly loop: LoopRange | null;
  /** Frames are needed. */
  readonly moving: boolean;
  advance(nowMs: number): void;
  /** The log grew. */
  appended(nowMs: number): void;
  toggle(): void;
  /** To the end, to stay there while the session runs. */
  follow(): void;
  seek(at: number): void;
  seekCount(count: number): void;
  step(unit: StepUnit, by: 1 | -1): void;
  /** Ascending counts of one kind of place in the log as it is. */
  marks(kind: MarkKind): readonly number[];
  /** The moment after so many events on the chosen axis, and how many had happened at one. */
  atOf(count: number): number;
  countAt(at: number): number;
  setLoop(range: LoopRange | null): void;
  /** The loop begins or ends here. */
  markLoop(end: 'in' | 'out'): void;
  setSpeed(speed: Speed): void;
  setAxis(axis: PlayerAxis): void;
  /** What the axis of tokens counts. */
  setReading(reading: Reading): void;
}

/** What a page opens with, in events; applied as soon as the log has come that far. */
export interface Opening {
  readonly at: number | null;
  readonly loop: LoopRange | null;
  readonly reading: Reading;
}

const atEnd: Opening = { at: null, loop: null, reading: 'decoded' };

export function createPlayer(log: TraceLog, opening: Opening = atEnd): Player {
  const wall = wallTrack(log);
  let axis: PlayerAxis = 'wall';
  let track: ReplayTrack = wall;
  let playhead: Playhead = createPlayhead(wall);
  let { reading } = opening;
  let snapshot: ReplayTrack | null = null;
  let untouched = true;
  /** What of the opening the log has not reached yet. */
  let wanted: Pick<Opening, 'at' | 'loop'> = opening;
  let frameMs: number | null = null;
  let nowMs = 0;
  /** Local clock less the session's, from the fastest delivery seen: where the session stands between events. */
  let offsetMs = Number.POSITIVE_INFINITY;

  const running = () => !wall.ended;
  const liveMs = () => (Number.isFinite(offsetMs) ? Math.max(log.state.at, nowMs - offsetMs) : log.state.at);

  /** The chosen axis of the log as it is. A token track is a snapshot, made when it is needed. */
  function axisTrack(): ReplayTrack {
    if (axis === 'wall') return wall;
    if (snapshot?.length !== log.length) snapshot = tokenTrack(log, reading);
    return snapshot;
  }

  /** Whoever is about to move needs a track of the log as it is. */
  const freshTrack = (): ReplayTrack => (playhead.following ? wall : axisTrack());

  /** The moment and the loop that were asked for, once they are there; an ended log that is shorter has neither. */
  function open(): void {
    const { at, loop } = wanted;
    if (loop && log.length >= loop.to) {
      playhead = setLoop(playhead, track, loop);
      wanted = { ...wanted, loop: null };
    }
    if (at === null || log.length < at) return;
    wanted = { ...wanted, at: null };
    if (!untouched) return;
    act((current, on) => seekCount(current, on, at));
  }

  function act(change: (playhead: Playhead, track: ReplayTrack) => Playhead): void {
    untouched = false;
    const next = freshTrack();
    if (next !== track) {
      playhead = switchTrack({ ...playhead, following: false }, next);
      track = next;
    }
    playhead = change(playhead, track);
    settle();
  }

  /** The same moment on the axis as it is measured now. */
  function measureAnew(): void {
    if (playhead.following) return;
    const wasUntouched = untouched;
    act((current) => current);
    untouched = wasUntouched;
  }

  /** Following is done on the wall track, which grows with the log. */
  function settle(): void {
    if (!playhead.following || track === wall) return;
    track = wall;
    playhead = follow(playhead, wall);
  }

  return {
    get transport() {
      return playhead.following ? 'live' : playhead.playing ? 'playing' : 'paused';
    },
    get speed() {
      return playhead.speed;
    },
    get count() {
      return playhead.count;
    },
    get positionMs() {
      if (playhead.following && running()) return liveMs();
      return track === wall ? playhead.at : wall.atOf(playhead.count);
    },
    get axisAt() {
      if (axis === 'wall') return this.positionMs;
      return track === wall ? Number.POSITIVE_INFINITY : playhead.at;
    },
    get endMs() {
      return running() ? liveMs() : wall.endAt;
    },
    get loop() {
      return playhead.loop;
    },
    get moving() {
      return playhead.playing || (running() && log.length > 0);
    },
    advance(at) {
      nowMs = at;
      const elapsedMs = at - (frameMs ?? at);
      frameMs = at;
      if (track !== wall && playhead.playing && playhead.count >= track.length && log.length > track.length) {
        track = axisTrack();
      }
      playhead = tick(playhead, track, elapsedMs);
      settle();
    },
    appended(at) {
      nowMs = at;
      offsetMs = Math.min(offsetMs, at - log.state.at);
      // A page opens on the end; it stays there until someone moves away from it.
      if (untouched || playhead.following) playhead = follow(playhead, track);
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
    step(unit, by) {
      act((current, on) => step(current, on, unit, by));
    },
    marks: (kind) => wall.marks(kind),
    atOf: (count) => axisTrack().atOf(count),
    countAt: (at) => axisTrack().countAt(at),
    setLoop(range) {
      act((current, on) => setLoop(current, on, range));
    },
    markLoop(end) {
      act((current, on) => markLoop(current, on, end));
    },
    setSpeed(speed) {
      playhead = setSpeed(playhead, speed);
    },
    setAxis(next) {
      axis = next;
      measureAnew();
    },
    setReading(next) {
      reading = next;
      snapshot = null;
      measureAnew();
    },
  };
}
