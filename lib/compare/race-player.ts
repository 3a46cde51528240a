import {
  createPlayhead,
  follow,
  type Playhead,
  pause,
  play,
  type Speed,
  seek,
  setSpeed,
  stepEvent,
  stepPrompt,
  stepStage,
  tick,
} from '#lib/replay/playhead.ts';
import { type SharedTrack, sharedTrack } from '#lib/replay/shared-track.ts';
import { type ReplayTrack, tokenTrack, wallTrack } from '#lib/replay/track.ts';
import type { TraceLog } from '#lib/trace/fold.ts';
import type { Reading } from '#lib/trace/stage-tokens.ts';
import type { Both } from './both.ts';

export type RaceAxis = 'wall' | 'tokens';

/** Two logs that may still grow under one playhead, on one of two axes. `nowMs` is of one monotonic clock. */
export interface RacePlayer {
  /** `live`: stays where the running side stands. */
  readonly transport: 'live' | 'playing' | 'paused';
  readonly speed: Speed;
  readonly axis: RaceAxis;
  /** Where the playhead stands, in the axis' unit (ms or tokens). */
  readonly at: number;
  /** Events up to the playhead, of each side. */
  readonly counts: Both<number>;
  /** Each side's track on the axis, as far as its log is here. */
  readonly tracks: Both<ReplayTrack>;
  /** Frames are needed. */
  readonly moving: boolean;
  advance(nowMs: number): void;
  /** A log grew. */
  appended(nowMs: number): void;
  toggle(): void;
  pause(): void;
  follow(): void;
  seek(at: number): void;
  seekStart(): void;
  stepEvent(by: 1 | -1): void;
  stepStage(by: 1 | -1): void;
  stepPrompt(by: 1 | -1): void;
  setSpeed(speed: Speed): void;
  setAxis(axis: RaceAxis): void;
  /** What the axis of tokens counts, of both sides. */
  setReading(reading: Reading): void;
}

/** A token track is a snapshot of O(events): while a side runs it is renewed no more often than this, ms. */
const SNAPSHOT_EVERY_MS = 110;
/** Tokens come in bunches; the live playhead covers most of such a step in this time, ms. */
const EASE_MS = 140;

export function createRacePlayer(
  logs: Both<TraceLog>,
  initial: RaceAxis = 'tokens',
  initialReading: Reading = 'decoded',
): RacePlayer {
  let axis = initial;
  let reading = initialReading;
  let tracks: Both<ReplayTrack> = tracksOf(logs, axis, reading);
  let shared: SharedTrack = sharedTrack(tracks);
  let playhead: Playhead = createPlayhead(shared);
  let untouched = true;
  let frameMs: number | null = null;
  let nowMs = 0;
  let snapshotAtMs = Number.NEGATIVE_INFINITY;
  let eased = 0;
  /** Local clock less each session's own, from the fastest delivery seen. */
  const offsetsMs: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const seen: [number, number] = [0, 0];

  const split = (count: number) => shared.split(count) as unknown as Both<number>;
  const isStale = () =>
    axis === 'tokens' && logs.some((log, side) => log.length !== tracks[side === 0 ? 0 : 1].length);

  function renew(): void {
    if (!isStale()) return;
    tracks = tracksOf(logs, axis, reading);
    shared = sharedTrack(tracks);
    snapshotAtMs = nowMs;
  }

  /** The same moment on tracks that are measured another way. */
  function measureAnew(): void {
    const [ofFirst, ofSecond] = split(playhead.count);
    const atEnd = playhead.count >= shared.length;
    tracks = tracksOf(logs, axis, reading);
    shared = sharedTrack(tracks);
    snapshotAtMs = nowMs;
    if (atEnd || playhead.following) playhead = follow(playhead, shared);
    else {
      // What one side has shown and the other not yet differs between the tracks: the side further on keeps its place.
      const at = Math.max(tracks[0].atOf(ofFirst), tracks[1].atOf(ofSecond));
      playhead = seek(playhead, shared, at);
    }
    eased = playhead.at;
  }

  function act(change: (playhead: Playhead, track: SharedTrack) => Playhead): void {
    untouched = false;
    renew();
    playhead = change(playhead, shared);
    eased = playhead.at;
  }

  /** Where the slowest running side stands between two events. */
  function liveMs(): number {
    const running = logs.flatMap((log, side) => {
      if (log.state.endedAt !== null) return [];
      const offset = offsetsMs[side === 0 ? 0 : 1];
      return [Number.isFinite(offset) ? Math.max(log.state.at, nowMs - offset) : log.state.at];
    });
    return running.length > 0 ? Math.min(...running) : playhead.at;
  }

  return {
    get transport() {
      return playhead.following ? 'live' : playhead.playing ? 'playing' : 'paused';
    },
    get speed() {
      return playhead.speed;
    },
    get axis() {
      return axis;
    },
    get at() {
      if (!playhead.following) return playhead.at;
      return axis === 'wall' ? liveMs() : eased;
    },
    get counts() {
      return split(playhead.count);
    },
    get tracks() {
      return tracks;
    },
    get moving() {
      return playhead.playing || logs.some((log) => log.length > 0 && log.state.endedAt === null);
    },
    advance(at) {
      nowMs = at;
      const elapsedMs = at - (frameMs ?? at);
      frameMs = at;
      const atItsEnd = playhead.following || (playhead.playing && playhead.count >= shared.length);
      if (atItsEnd && nowMs - snapshotAtMs >= SNAPSHOT_EVERY_MS) renew();
      playhead = tick(playhead, shared, elapsedMs);
      const missing = playhead.at - eased;
      eased += Math.abs(missing) < 0.5 ? missing : missing * (1 - Math.exp(-elapsedMs / EASE_MS));
    },
    appended(at) {
      nowMs = at;
      logs.forEach((log, position) => {
        const side = position === 0 ? 0 : 1;
        if (log.length === seen[side]) return;
        seen[side] = log.length;
        offsetsMs[side] = Math.min(offsetsMs[side], at - log.state.at);
      });
      if (!untouched && !playhead.following) return;
      if (nowMs - snapshotAtMs >= SNAPSHOT_EVERY_MS || logs.every((log) => log.state.endedAt !== null))
        renew();
      playhead = follow(playhead, shared);
      if (!playhead.following) eased = playhead.at;
    },
    toggle() {
      act((current, track) => (current.playing ? pause(current) : play(current, track)));
      frameMs = null;
    },
    pause() {
      act((current) => pause(current));
    },
    follow() {
      act(follow);
    },
    seek(at) {
      act((current, track) =>
        seek({ ...current, playing: current.playing && !current.following }, track, at),
      );
    },
    seekStart() {
      act((current, track) => seek({ ...current, playing: false }, track, 0));
    },
    stepEvent(by) {
      act((current, track) => stepEvent(current, track, by));
    },
    stepStage(by) {
      act((current, track) => stepStage(current, track, by));
    },
    stepPrompt(by) {
      act((current, track) => stepPrompt(current, track, by));
    },
    setSpeed(speed) {
      playhead = setSpeed(playhead, speed);
    },
    setAxis(next) {
      if (next === axis) return;
      axis = next;
      measureAnew();
    },
    setReading(next) {
      if (next === reading) return;
      reading = next;
      if (axis === 'tokens') measureAnew();
    },
  };
}

const tracksOf = ([first, second]: Both<TraceLog>, axis: RaceAxis, reading: Reading): Both<ReplayTrack> =>
  axis === 'wall'
    ? [wallTrack(first), wallTrack(second)]
    : [tokenTrack(first, reading), tokenTrack(second, reading)];
