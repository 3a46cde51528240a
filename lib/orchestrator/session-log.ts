import type { Clock } from '#lib/base/clock.ts';
import type { DeltaEvent, TraceEvent, UnstampedEvent } from '#lib/trace/events.ts';
import { emptyState, reduce } from '#lib/trace/reduce.ts';
import type { TraceState } from '#lib/trace/state.ts';

/**
 * Longest time that we hold a delta back to join several into one event: one event a token costs a core (FACTS.md,
 * SSE).
 */
const GATHER_MS = 33;

type Delta = Omit<DeltaEvent, 'seq' | 'at'>;

/** The writer of one session's log: stamps events, folds them, joins deltas. */
export interface SessionLog {
  readonly state: TraceState;
  /** ms since the session's start. */
  elapsedMs(): number;
  /** Appends at once, after the deltas that were held back. */
  emit(...events: UnstampedEvent[]): void;
  /**
   * Appends within GATHER_MS, joined with its neighbours; appends a stream's first delta at once, so that its time is
   * true.
   */
  delta(event: Delta): void;
  flush(): void;
}

export function createSessionLog(options: {
  clock: Clock;
  append(events: readonly TraceEvent[]): void;
}): SessionLog {
  const { clock, append } = options;
  const startMs = clock.now();
  let state = emptyState;
  let seq = 0;
  let held: Delta[] = [];
  let timer: AbortController | null = null;
  const begun = new Set<string>();

  const elapsedMs = () => Math.round((clock.now() - startMs) * 10) / 10;

  function write(events: readonly UnstampedEvent[]) {
    const at = elapsedMs();
    const stamped = events.map((event) => ({ seq: seq++, at, ...event }) as TraceEvent);
    for (const event of stamped) state = reduce(state, event);
    append(stamped);
  }

  function flush() {
    timer?.abort();
    timer = null;
    if (held.length === 0) return;
    const events = held as UnstampedEvent[];
    held = [];
    write(events);
  }

  function hold(event: Delta) {
    const last = held.findLast((other) => other.stream === event.stream);
    if (last && last.channel === event.channel && last.attempt === event.attempt) last.text += event.text;
    else held.push({ ...event });
    if (timer) return;
    const controller = new AbortController();
    timer = controller;
    clock.sleep(GATHER_MS, controller.signal).then(flush, () => {});
  }

  return {
    get state() {
      return state;
    },
    elapsedMs,
    emit(...events) {
      flush();
      write(events);
    },
    delta(event) {
      if (event.text === '') return;
      const key = `${event.stream} ${event.attempt}`;
      hold(event);
      if (begun.has(key)) return;
      begun.add(key);
      flush();
    },
    flush,
  };
}
