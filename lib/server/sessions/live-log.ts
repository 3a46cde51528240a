import type { Clock } from '#lib/base/clock.ts';
import type { SessionPatch } from '#lib/contract/session.ts';
import { faultOf } from '#lib/storage/faults.ts';
import type { Store, StoredEvent } from '#lib/storage/store.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { emptyState, reduce } from '#lib/trace/reduce.ts';
import type { TraceState } from '#lib/trace/state.ts';

/**
 * Longest time an event waits so that we can write and show it with others. Deltas were gathered for 33 ms before they
 * arrived here; 20 ms more joins the branches of a session into one transaction and one chunk per viewer.
 */
const BATCH_MS = 20;
const BATCH_EVENTS = 200;
/** Waits between attempts to write, ms; if writing fails for longer, the session ends. */
const WRITE_RETRY_MS = [50, 250, 1000];
/** After that, its end waits for the store, ms; the last wait repeats. */
const ENDING_RETRY_MS = [1000, 2000, 5000, 10_000];
/** How much may wait in memory for a store that fails; if more comes, we end the run. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024;

/** The log that a viewer reads, at rest or live. */
export interface LogReader {
  /** Events after `seq` that viewers may see, at most `limit`. */
  read(after: number, limit: number): Promise<StoredEvent[]>;
  /** Resolves when there is something after `seq` or never will be; rejects with the signal's reason. */
  waitBeyond(after: number, signal: AbortSignal): Promise<void>;
}

/**
 * The log of a session that runs here. Viewers see an event only once it is stored, so that it cannot disappear again.
 */
export interface LiveLog extends LogReader {
  /** Receives events from the run; ignores them once sealed or ended. Never throws. */
  append(events: readonly TraceEvent[]): void;
  /** From now on `append` ignores events; only `close` adds some. */
  seal(): void;
  /** Appends the last events, even if the log is sealed. */
  close(events: readonly TraceEvent[]): void;
  /** Fold of all events received so far, stored or not: the end is made from it. */
  readonly state: TraceState;
  /** Fold of the stored events, which viewers may see. */
  readonly shown: TraceState;
  /** Resolves once all events received so far are stored, or given up. */
  flush(): Promise<void>;
  /**
   * Gives up the events that are not stored, because the session is gone or the process ends. Viewers' streams end with
   * the stored events.
   */
  abandon(): void;
  /** Why the last attempt to store failed; null while storing works. */
  readonly trouble: unknown;
}

export interface LiveLogOptions {
  id: string;
  store: Pick<Store, 'appendEvents' | 'session'>;
  clock: Clock;
  /** The summary that we store together with the event that ends the session. */
  summarise(state: TraceState): SessionPatch;
  /**
   * Called once, if events cannot be stored in spite of retries: the run should end, and `close` give the reason. The
   * log keeps the received events until they are stored.
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
  /** Whether we have already reported that the run should end. */
  let failed = false;
  let waitingBytes = 0;
  let timer: AbortController | null = null;
  let writing: Promise<void> | null = null;
  const abandoned = new AbortController();
  const waiting = new Set<() => void>();

  /** Fold of the stored events; we fold the few that are not yet stored on top, and again once they are. */
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

  /** Whether there is room for more events that wait for a failing store. */
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

  /** Waits for the next attempt, or gives up if none can succeed. Never rejects. */
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
      // Abandoned, or the store cannot be read either: the next attempt shows which.
    }
  }

  function fail(error: unknown) {
    if (failed) return;
    failed = true;
    onFailure(error);
  }

  /**
   * Whether the store has more of our log than we knew, if it refused the events to follow: a commit that it reported
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
