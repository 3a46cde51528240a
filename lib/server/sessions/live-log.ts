import type { Clock } from '#lib/base/clock.ts';
import type { SessionPatch } from '#lib/contract/session.ts';
import { faultOf } from '#lib/storage/faults.ts';
import type { Store, StoredEvent } from '#lib/storage/store.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { emptyState, reduce } from '#lib/trace/reduce.ts';
import type { TraceState } from '#lib/trace/state.ts';

/**
 * Longest time an event waits to be written and shown with others. Deltas were gathered for 33 ms before they came
 * here; 20 ms more joins the branches of a session into one transaction and one chunk per viewer.
 */
const BATCH_MS = 20;
const BATCH_EVENTS = 200;
/** Waits between attempts to write, ms; what fails for longer ends the session. */
const WRITE_RETRY_MS = [50, 250, 1000];
/** Then its end waits for the store, ms, the last again and again. */
const ENDING_RETRY_MS = [1000, 2000, 5000, 10_000];
/** What may wait in memory for a store that fails; the run is ended where more comes. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;

/** What a viewer reads from; at rest or live. */
export interface LogReader {
  /** Events after `seq` that may be shown, at most `limit`. */
  read(after: number, limit: number): Promise<StoredEvent[]>;
  /** Resolves when there is something after `seq` or never will be; rejects with the signal's reason. */
  waitBeyond(after: number, signal: AbortSignal): Promise<void>;
}

/** The log of a session that runs here. Viewers see an event once it is stored, so that nothing takes back what they saw. */
export interface LiveLog extends LogReader {
  /** Takes events from the run; ignored once sealed or ended. Never throws. */
  append(events: readonly TraceEvent[]): void;
  /** From now on `append` is deaf; only `close` adds events. */
  seal(): void;
  /** Appends the last events, though sealed. */
  close(events: readonly TraceEvent[]): void;
  /** Fold of everything taken so far, stored or not: what the end is made from. */
  readonly state: TraceState;
  /** Fold of what is stored: what may be shown. */
  readonly shown: TraceState;
  /** Resolves once everything taken so far is stored, or given up on. */
  flush(): Promise<void>;
  /** Gives up what is not stored, where the session is gone or the process ends. Viewers' streams end with what is stored. */
  abandon(): void;
  /** Why the last attempt to store failed; null while storing works. */
  readonly trouble: unknown;
}

export interface LiveLogOptions {
  id: string;
  store: Pick<Store, 'appendEvents' | 'session'>;
  clock: Clock;
  /** The summary to be stored together with the event that ends the session. */
  summarise(state: TraceState): SessionPatch;
  /**
   * Called once, when events cannot be stored in spite of retries: the run should end, and `close` say why. What was taken
   * is kept until it is stored.
   */
  onFailure(error: unknown): void;
  /** Resolves when the store works again, at the latest after `durationMs`; rejects when the signal aborts. */
  untilWritable(durationMs: number, signal: AbortSignal): Promise<void>;
}

export function createLiveLog(options: LiveLogOptions): LiveLog {
  const { id, store, clock, summarise, onFailure, untilWritable } = options;
  const events: TraceEvent[] = [];
  const serialised: string[] = [];
  let shown = emptyState;
  let folded = 0;
  let stored = 0;
  let sealed = false;
  let trouble: unknown = null;
  /** That the run should end was said. */
  let failed = false;
  let waitingBytes = 0;
  let timer: AbortController | null = null;
  let writing: Promise<void> | null = null;
  const abandoned = new AbortController();
  const waiting = new Set<() => void>();

  /** Of the stored events; the few that are not yet stored are folded on top, and again when they are. */
  function shownState(): TraceState {
    for (; folded < stored; folded++) shown = reduce(shown, events[folded] as TraceEvent);
    return shown;
  }

  const currentState = () => events.slice(stored).reduce(reduce, shownState());
  const isComplete = () => events.at(-1)?.type === 'session-end';
  const textOf = (index: number) => {
    serialised[index] ??= JSON.stringify(events[index]);
    return serialised[index];
  };

  function take(added: readonly TraceEvent[]) {
    if (abandoned.signal.aborted) return;
    events.push(...added);
    if (events.length - stored >= BATCH_EVENTS || isComplete()) return void flush();
    if (timer || writing) return;
    const controller = new AbortController();
    timer = controller;
    clock.sleep(BATCH_MS, controller.signal).then(flush, () => {});
  }

  /** Whether what waits for a store that fails has room for more. */
  function fits(added: readonly TraceEvent[]): boolean {
    if (trouble === null) return true;
    for (const event of added) waitingBytes += JSON.stringify(event).length;
    return waitingBytes <= MAX_WAITING_BYTES;
  }

  function flush(): Promise<void> {
    timer?.abort();
    timer = null;
    writing ??= writeAll().finally(() => {
      writing = null;
    });
    return writing;
  }

  async function writeAll() {
    for (let attempt = 0; stored < events.length && !abandoned.signal.aborted; ) {
      const batch = events.slice(stored);
      try {
        const ends = batch.at(-1)?.type === 'session-end';
        await store.appendEvents(id, batch, ends ? summarise(currentState()) : {});
        advance(batch.length);
        attempt = 0;
      } catch (error) {
        trouble = error;
        await retryLater(error, attempt++);
      }
    }
  }

  function advance(count: number) {
    stored += count;
    trouble = null;
    waitingBytes = 0;
    wakeAll();
  }

  function wakeAll() {
    for (const wake of [...waiting]) wake();
  }

  /** Waits for the next attempt, or gives up where none can succeed. Never rejects. */
  async function retryLater(error: unknown, attempt: number): Promise<void> {
    const { signal } = abandoned;
    const soon = WRITE_RETRY_MS[attempt];
    try {
      const isFault = faultOf(error) !== null;
      if (!isFault && (await continues())) return;
      if (soon !== undefined && !failed) return await clock.sleep(soon, signal);
      fail(error);
      if (!isFault) return abandon();
      const later = Math.max(0, attempt - WRITE_RETRY_MS.length);
      await untilWritable(ENDING_RETRY_MS[Math.min(later, ENDING_RETRY_MS.length - 1)] ?? 0, signal);
    } catch {
      // Abandoned, or the store cannot be read either: the next attempt says.
    }
  }

  function fail(error: unknown) {
    if (failed) return;
    failed = true;
    onFailure(error);
  }

  /**
   * Whether more of our log is stored than we knew, where the store refused what was to follow: a commit that was reported
   * as failed may have happened.
   */
  async function continues(): Promise<boolean> {
    const count = ((await store.session(id))?.lastSeq ?? -2) + 1;
    if (count <= stored || count > events.length) return false;
    advance(count - stored);
    return true;
  }

  function abandon() {
    sealed = true;
    abandoned.abort(new Error('What is not stored of this session is given up'));
    wakeAll();
  }

  return {
    append(added) {
      if (sealed || isComplete()) return;
      if (fits(added)) return take(added);
      sealed = true;
      fail(trouble);
    },
    seal() {
      sealed = true;
    },
    close(added) {
      sealed = true;
      take(added);
    },
    flush,
    abandon,
    get state() {
      return currentState();
    },
    get shown() {
      return shownState();
    },
    get trouble() {
      return trouble;
    },
    async read(after, limit) {
      const from = after + 1;
      return events.slice(from, Math.min(stored, from + limit)).map((event, offset) => ({
        seq: event.seq,
        type: event.type,
        json: textOf(from + offset),
      }));
    },
    waitBeyond(after, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const check = () => {
          const over = abandoned.signal.aborted || (isComplete() && stored === events.length);
          if (stored <= after + 1 && !over) return;
          waiting.delete(check);
          signal.removeEventListener('abort', onAbort);
          resolve();
        };
        const onAbort = () => {
          waiting.delete(check);
          reject(signal.reason);
        };
        waiting.add(check);
        signal.addEventListener('abort', onAbort, { once: true });
        check();
      });
    },
  };
}
