import type { KeyRow } from '#components/ui/keys/key-table.ts';
import { type Speed, speeds } from '#lib/replay/playhead.ts';
import type { PlaybackActions } from './playback-actions.ts';

/** What a key of a page with a playhead acts on. */
export interface TransportTarget {
  readonly actions: PlaybackActions;
  readonly speed: Speed;
}

type TransportKey = KeyRow<(target: TransportTarget) => void>;

/** The keys that move a playhead, on every page that has one; each page puts its own beside them. */
export const transportKeys = {
  play: { does: 'Play or pause', keys: { Space: ({ actions }) => actions.togglePlay() } },
  events: {
    does: 'Back or forward one event',
    keys: {
      ArrowLeft: ({ actions }) => actions.step('event', -1),
      ArrowRight: ({ actions }) => actions.step('event', 1),
    },
  },
  stages: {
    does: 'Back or forward one stage',
    keys: {
      'Shift ArrowLeft': ({ actions }) => actions.step('stage', -1),
      'Shift ArrowRight': ({ actions }) => actions.step('stage', 1),
    },
  },
  ends: {
    does: 'To the start, to the end',
    keys: { Home: ({ actions }) => actions.seekStart(), End: ({ actions }) => actions.seekEnd() },
  },
  speed: {
    does: 'Slower, faster',
    keys: {
      ',': ({ actions, speed }) => actions.setSpeed(nextSpeed(speed, -1)),
      '.': ({ actions, speed }) => actions.setSpeed(nextSpeed(speed, 1)),
    },
  },
  live: {
    does: 'Live: to the end, and stay there',
    keys: { l: ({ actions }) => actions.goLive() },
  },
} satisfies Record<string, TransportKey>;

function nextSpeed(speed: Speed, by: 1 | -1): Speed {
  return speeds[Math.min(Math.max(speeds.indexOf(speed) + by, 0), speeds.length - 1)] ?? speed;
}
