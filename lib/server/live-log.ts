import type { Clock } from '#lib/base/clock.ts';
import type { SessionPatch, Store, StoredEvent } from '#lib/storage/store.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { emptyState, reduce } from '#lib/trace/reduce.ts';
import type { TraceState } from '#lib/trace/state.ts';

/**
 * Longest time an event waits to be written and shown with others. Deltas were gathered for 33 ms before they came
 * here; 20 ms more joins the branches of a session into one transaction and one chunk per viewer.
 */
const BATCH_MS = 20;
const BATCH_EVENTS = 200;
/** Waits between attempts to write; a disk that stays full for longer ends the session. */
const WRITE_RETRY_MS = [50, 250, 1000];

/** What a viewer reads from; at rest or live. */
export interface LogReader {
  /** Events after `seq` that may be shown, at most `limit`. */
  read(after: number, limit: number): Promise<StoredEvent[]>;
  /** Resolves when there is something after `seq` or never will be; rejects with the signal's reason. */
  waitBeyond(after: number, signal: AbortSignal): Promise<void>;
}

/** The log of a session that runs here. Viewers see an event once it is stored, so that a crash takes back nothing they saw. */
export interface LiveLog extends LogReader {
  /** Takes events from the run; ignored once sealed. Never throws. */
  append(events: readonly TraceEvent[]): void;
  /** From now on `append` is deaf; only `close` adds events. */
  seal(): void;
  /** Appends the last events, though sealed. */
  close(events: readonly TraceEvent[]): void;
  /** Fold of everything taken so far, stored or not. */
  readonly state: TraceState;
  /** Resolves once everything taken so far is stored, or given up on. */
  flush(): Promise<void>;
  /** Why events could not be stored; viewers then see them all the same. */
  readonly failure: unknown;
}

export interface LiveLogOptions {
  id: string;
  store: Pick<Store, 'appendEvents'>;
  clock: Clock;
  /** The summary to be stored together with the event that ends the session. */
  summarise(state: TraceState): SessionPatch;
  /** Called once, when events cannot be stored in spite of retries. */
  onFailure(error: unknown): void;
}

export function createLiveLog({ id, store, clock, summarise, onFailure }: LiveLogOptions): LiveLog {
  const events: TraceEvent[] = [];
  const serialised: string[] = [];
  let state = emptyState;
  let folded = 0;
  let stored = 0;
  /** Events that viewers may see: those stored, or all once storing has failed. */
  let shown = 0;
  let sealed = false;
  let failure: unknown = null;
  let timer: AbortController | null = null;
  let writing: Promise<void> | null = null;
  const waiting = new Set<() => void>();

  function currentState(): TraceState {
    for (const event of events.slice(folded)) state = reduce(state, event);
    folded = events.length;
    return state;
  }

  const isComplete = () => events.at(-1)?.type === 'session-end';

  function take(added: readonly TraceEvent[]) {
    events.push(...added);
    if (events.length - stored >= BATCH_EVENTS || isComplete()) return void flush();
    if (timer || writing) return;
    const controller = new AbortController();
    timer = controller;
    clock.sleep(BATCH_MS, controller.signal).then(flush, () => {});
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
    while (stored < events.length) {
      const batch = events.slice(stored);
      const last = batch.at(-1);
      try {
        await writeBatch(batch, last?.type === 'session-end' ? summarise(currentState()) : {});
        stored += batch.length;
      } catch (error) {
        const first = failure === null;
        failure = error;
        if (first) onFailure(error);
      }
      shown = failure === null ? stored : events.length;
      for (const wake of [...waiting]) wake();
      if (failure !== null) return;
    }
  }

  /** After a failure each batch is tried once only: the session is being given up. */
  async function writeBatch(batch: readonly TraceEvent[], patch: SessionPatch) {
    for (const delayMs of failure === null ? WRITE_RETRY_MS : []) {
      try {
        return await store.appendEvents(id, batch, patch);
      } catch {
        await clock.sleep(delayMs);
      }
    }
    await store.appendEvents(id, batch, patch);
    failure = null;
  }

  return {
    append(added) {
      if (!sealed) take(added);
    },
    seal() {
      sealed = true;
    },
    close(added) {
      sealed = true;
      take(added);
    },
    flush,
    get state() {
      return currentState();
    },
    get failure() {
      return failure;
    },
    async read(after, limit) {
      const from = after + 1;
      return events.slice(from, Math.min(shown, from + limit)).map((event, offset) => {
        serialised[from + offset] ??= JSON.stringify(event);
        return { seq: event.seq, type: event.type, json: serialised[from + offset] ?? '' };
      });
    },
    waitBeyond(after, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const check = () => {
          if (shown <= after + 1 && !(isComplete() && shown === events.length)) return;
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
