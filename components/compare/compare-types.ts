import type { SideSource } from '#components/actions/compare/side-source.ts';
import type { Connection, SessionAbout } from '#components/playback/session-types.ts';
import type { Both } from '#lib/compare/both.ts';
import type { RaceAxis } from '#lib/compare/race-player.ts';
import type { RaceState } from '#lib/compare/race-state.ts';
import type { Speed } from '#lib/replay/playhead.ts';
import type { CriticalPath } from '#lib/trace/critical-path.ts';
import type { SessionMetrics } from '#lib/trace/metrics.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/stage-tokens.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import type { CompareViewName } from './compare-url.ts';

/** Position of a side: 0 is `a`, 1 is `b` of the address. */
export type SideIndex = 0 | 1;

export const sideIndexes: Both<SideIndex> = [0, 1];

/** One of the two sessions, as far as it is here; keeps its identity while only the playhead moves. */
export interface CompareSide {
  readonly source: SideSource;
  readonly connection: Connection;
  readonly about: SessionAbout;
  /** The whole log. */
  readonly latest: TraceState;
  readonly metrics: SessionMetrics;
  readonly path: CriticalPath;
  /** Events in the log. */
  readonly length: number;
}

export interface Selection {
  readonly side: SideIndex;
  readonly stream: StreamId;
}

export interface CompareState {
  readonly sides: Both<CompareSide>;
  /** Which side is above, which below: the sequential one above, unless the address says otherwise. */
  readonly order: Both<SideIndex>;
  readonly top: 'a' | 'b' | null;

  readonly transport: 'live' | 'playing' | 'paused';
  readonly speed: Speed;
  readonly axis: RaceAxis;
  /** Playhead in the axis' unit; renewed some nine times a second while it moves. */
  readonly at: number;
  /** Events of each side up to the playhead. */
  readonly counts: Both<number>;
  /** Where the axis ends: the longer side, with room to grow while one runs. */
  readonly axisEnd: number;
  /** Where the sides end as far as they are here, in the axis' unit. */
  readonly ends: Both<number>;
  readonly race: RaceState;

  readonly definition: SequentialDefinition;
  /** Of both sides and of the axis of tokens: two readings are never set against each other. */
  readonly reading: Reading;
  readonly view: CompareViewName;
  readonly selection: Selection | null;
}
