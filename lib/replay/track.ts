import type { TraceEvent } from '#lib/trace/events.ts';
import type { TraceLog } from '#lib/trace/fold.ts';
import { tokenTimes } from './token-times.ts';

/** A log as the playhead sees it: moments, and the places worth stepping to. */
export interface ReplayTrack {
  /** Events in the log. */
  readonly length: number;
  /** The session has ended: nothing will follow. */
  readonly ended: boolean;
  /** Moment of the last event, in the track's unit. */
  readonly endAt: number;
  /** Units that pass in a millisecond at speed 1. */
  readonly unitsPerMs: number;
  /** Moment after the first `count` events; 0 for none. */
  atOf(count: number): number;
  /** How many events had happened at a moment. */
  countAt(at: number): number;
  /** Counts right after each start of a stage, of the answer, of a thought, ascending. */
  readonly stageMarks: readonly number[];
  /** Counts right after each fork, ascending. */
  readonly promptMarks: readonly number[];
}

/** Tokens a second at which a replay in token time runs: the pace of an import's made-up clock (DESIGN.md §3). */
const TOKENS_PER_SECOND = 60;

/** The log in wall time, ms. Follows the log as it grows. */
export function wallTrack(log: TraceLog): ReplayTrack {
  const marks = createMarks(log);
  return {
    get length() {
      return log.length;
    },
    get ended() {
      return log.state.endedAt !== null;
    },
    get endAt() {
      return log.state.at;
    },
    unitsPerMs: 1,
    atOf: (count) => log.eventAt(count - 1)?.at ?? 0,
    countAt: (at) => log.countAt(at),
    get stageMarks() {
      return marks.of('stage');
    },
    get promptMarks() {
      return marks.of('prompt');
    },
  };
}

/**
 * The log in token time (`authors`): every stream as if it wrote one token a tick. A snapshot, O(events): where a piece
 * lies depends on lengths known only later, so a log that has grown wants a new track.
 */
export function tokenTrack(log: TraceLog): ReplayTrack {
  const times = tokenTimes(log);
  const marks = createMarks(log);
  const ended = log.state.endedAt !== null;
  return {
    length: times.length,
    ended,
    endAt: times.at(-1) ?? 0,
    unitsPerMs: TOKENS_PER_SECOND / 1000,
    atOf: (count) => times[count - 1] ?? 0,
    countAt: (at) => countUpTo(times, at),
    stageMarks: marks.of('stage'),
    promptMarks: marks.of('prompt'),
  };
}

type MarkKind = 'stage' | 'prompt';

function markOf(event: TraceEvent): MarkKind | null {
  switch (event.type) {
    case 'stage-start':
    case 'answer-start':
    case 'thought-start':
      return 'stage';
    case 'prompt-end':
      return 'prompt';
    default:
      return null;
  }
}

/** Looks at every event once, however often it is asked. */
function createMarks(log: TraceLog) {
  const marks: Record<MarkKind, number[]> = { stage: [], prompt: [] };
  let seen = 0;
  return {
    of(kind: MarkKind): readonly number[] {
      for (; seen < log.length; seen++) {
        const event = log.eventAt(seen);
        const found = event && markOf(event);
        if (found) marks[found].push(seen + 1);
      }
      return marks[kind];
    },
  };
}

/** How many of the ascending `times` are ≤ `at`. */
function countUpTo(times: readonly number[], at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
