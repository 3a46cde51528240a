import type { TraceEvent } from './events.ts';
import { emptyState, reduce } from './reduce.ts';
import type { TraceState } from './state.ts';

/** A checkpoint every 256 events: a seek folds at most 255, well under a millisecond (bench/fold.ts). */
const CHECKPOINT_EVERY = 256;

/** `fold(events)` from scratch. */
export function foldEvents(events: Iterable<TraceEvent>, from: TraceState = emptyState): TraceState {
  let state = from;
  for (const event of events) state = reduce(state, event);
  return state;
}

export interface AppendResult {
  /** Number of events appended. */
  readonly appended: number;
  /** Number of events dropped because the log already has their `seq`. */
  readonly duplicates: number;
  /** The first missing range of `seq`, `to` exclusive; the log took nothing from the gap on. Null without a gap. */
  readonly missing: { readonly from: number; readonly to: number } | null;
}

/**
 * A log in memory, gapless from 0, with its folded state at any moment. It only grows; the values that it returns never
 * change.
 */
export interface TraceLog {
  /** Appends events that follow the log's end, drops those it has, and stops at a gap. */
  append(events: readonly TraceEvent[]): AppendResult;
  readonly length: number;
  /** State after the last event. */
  readonly state: TraceState;
  eventAt(index: number): TraceEvent | null;
  /** Events `from` (inclusive) to `to` (exclusive), as `Array.slice`. */
  slice(from?: number, to?: number): readonly TraceEvent[];
  /** State after the first `count` events; clamped to 0 … length. */
  stateAt(count: number): TraceState;
  /** Number of events up to `ms` since the session's start. */
  countAt(ms: number): number;
  /** Event counts for which we keep the state, ascending. */
  readonly checkpoints: readonly number[];
}

export function createTraceLog(
  initial: readonly TraceEvent[] = [],
  checkpointEvery = CHECKPOINT_EVERY,
): TraceLog {
  const events: TraceEvent[] = [];
  /** Latest `at` so far per event: keeps the search correct for an imported log whose clock goes back. */
  const times: number[] = [];
  const checkpoints: TraceState[] = [emptyState];
  let latest = emptyState;
  /** Where the last seek ended: playing forward folds only what is new. */
  let cursor = { count: 0, state: emptyState };

  function push(event: TraceEvent) {
    events.push(event);
    times.push(Math.max(event.at, times.at(-1) ?? 0));
    latest = reduce(latest, event);
    if (events.length % checkpointEvery === 0) checkpoints.push(latest);
  }

  function stateAt(count: number): TraceState {
    const wanted = Math.min(Math.max(Math.floor(count) || 0, 0), events.length);
    if (wanted === events.length) return latest;
    const checkpoint = Math.floor(wanted / checkpointEvery);
    let from = { count: checkpoint * checkpointEvery, state: checkpoints[checkpoint] ?? emptyState };
    if (cursor.count <= wanted && cursor.count > from.count) from = cursor;
    let { state } = from;
    for (let index = from.count; index < wanted; index++) {
      const event = events[index];
      if (event) state = reduce(state, event);
    }
    cursor = { count: wanted, state };
    return state;
  }

  const log: TraceLog = {
    append(incoming) {
      let appended = 0;
      let duplicates = 0;
      for (const event of incoming) {
        if (event.seq < events.length) duplicates++;
        else if (event.seq === events.length) {
          push(event);
          appended++;
        } else return { appended, duplicates, missing: { from: events.length, to: event.seq } };
      }
      return { appended, duplicates, missing: null };
    },
    get length() {
      return events.length;
    },
    get state() {
      return latest;
    },
    eventAt: (index) => events[index] ?? null,
    slice: (from, to) => events.slice(from, to),
    stateAt,
    countAt: (ms) => upperBound(times, ms),
    get checkpoints() {
      return checkpoints.map((_, position) => position * checkpointEvery);
    },
  };
  log.append(initial);
  return log;
}

/** How many of the ascending `values` are ≤ `limit`. */
function upperBound(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Number.POSITIVE_INFINITY) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
