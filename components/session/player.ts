import {
  createPlayhead,
  follow,
  type Playhead,
  pause,
  play,
  type Speed,
  seek,
  seekCount,
  setSpeed,
  stepEvent,
  stepStage,
  switchTrack,
  tick,
} from '#lib/replay/playhead.ts';
import { type ReplayTrack, tokenTrack, wallTrack } from '#lib/replay/track.ts';
import type { TraceLog } from '#lib/trace/fold.ts';
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
  stepEvent(by: 1 | -1): void;
  stepStage(by: 1 | -1): void;
  setSpeed(speed: Speed): void;
  setAxis(axis: PlayerAxis): void;
}

export function createPlayer(log: TraceLog): Player {
  const wall = wallTrack(log);
  let axis: PlayerAxis = 'wall';
  let track: ReplayTrack = wall;
  let playhead: Playhead = createPlayhead(wall);
  let untouched = true;
  let frameMs: number | null = null;
  let nowMs = 0;
  /** Local clock less the session's, from the fastest delivery seen: where the session stands between events. */
  let offsetMs = Number.POSITIVE_INFINITY;

  const running = () => !wall.ended;
  const liveMs = () => (Number.isFinite(offsetMs) ? Math.max(log.state.at, nowMs - offsetMs) : log.state.at);

  /** A token track is a snapshot: whoever is about to move needs one of the log as it is. */
  function freshTrack(): ReplayTrack {
    if (axis === 'wall' || playhead.following) return wall;
    return track !== wall && track.length === log.length ? track : tokenTrack(log);
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
    get moving() {
      return playhead.playing || (running() && log.length > 0);
    },
    advance(at) {
      nowMs = at;
      const elapsedMs = at - (frameMs ?? at);
      frameMs = at;
      if (track !== wall && playhead.playing && playhead.count >= track.length && log.length > track.length) {
        track = tokenTrack(log);
      }
      playhead = tick(playhead, track, elapsedMs);
      settle();
    },
    appended(at) {
      nowMs = at;
      offsetMs = Math.min(offsetMs, at - log.state.at);
      // A page opens on the end; it stays there until someone moves away from it.
      if (untouched || playhead.following) playhead = follow(playhead, track);
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
    stepEvent(by) {
      act((current, on) => stepEvent(current, on, by));
    },
    stepStage(by) {
      act((current, on) => stepStage(current, on, by));
    },
    setSpeed(speed) {
      playhead = setSpeed(playhead, speed);
    },
    setAxis(next) {
      axis = next;
      if (playhead.following) return;
      const wasUntouched = untouched;
      act((current) => current);
      untouched = wasUntouched;
    },
  };
}
