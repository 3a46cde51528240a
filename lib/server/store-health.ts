import type { Clock } from '#lib/base/clock.ts';
import type { StorageState } from '#lib/contract/health.ts';
import type { StorageFault } from '#lib/storage/errors.ts';
import { faultError, faultOf, faultWords } from '#lib/storage/faults.ts';
import type { StorageObserver, Store } from '#lib/storage/store.ts';

export type StorageOutcome =
  | { type: 'failed'; fault: StorageFault }
  | { type: 'wrote' }
  /** A write of our own, after we have restored the reserve. */
  | { type: 'probed' };

const OK: StorageState = { state: 'ok' };

/**
 * The store's state after an outcome. A write that found room on a full disk does not mean room for the next, so only a
 * probe ends `no-space`.
 */
export function nextStorageState(before: StorageState, outcome: StorageOutcome, at: string): StorageState {
  if (outcome.type === 'failed') {
    const kind = outcome.fault;
    if (before.state === 'ok') return { state: 'failing', kind, since: at, ...faultWords[kind] };
    return before.kind === kind ? before : { ...before, kind, ...faultWords[kind] };
  }
  if (before.state === 'ok') return before;
  return outcome.type === 'wrote' && before.kind === 'no-space' ? before : OK;
}

/** While the store fails, we probe after each of these, ms; the last wait repeats. */
const PROBE_AFTER_MS = [500, 1000, 2000, 5000] as const;
/** Wait between attempts of one write, ms, if no probe finds that the store works again. */
const PERSIST_EVERY_MS = 5000;
/** A request to write may start a probe of its own, but not more often than this, ms. */
const PROBE_EVERY_MS = 500;

export interface StoreHealth extends StorageObserver {
  readonly state: StorageState;
  /** The state; if the store fails, after a fresh probe. */
  look(): Promise<StorageState>;
  /** For work that should not begin while nothing can be stored. Rejects with the fault. */
  requireWritable(): Promise<void>;
  /**
   * Returns the result of `write`; if that meets a fault, repeats it once the store works. Rejects with the signal's
   * reason.
   */
  persist<T>(write: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Resolves when writing works (again), or after `durationMs`; rejects with the signal's reason. */
  untilWritable(durationMs: number, signal: AbortSignal): Promise<void>;
  /** Calls back on each change; returns a function that ends this. */
  onChange(listener: (state: StorageState) => void): () => void;
  /** Watches the store until the signal aborts; resolves after the first check, which never rejects. */
  watch(store: Pick<Store, 'makeRoom' | 'probe'>, signal: AbortSignal): Promise<void>;
}

export interface StoreHealthDeps {
  clock: Clock;
  report(message: string, error: unknown): void;
}

/**
 * The one state of a server's store: the store itself reports every write, and the state also finds out by itself when
 * everything works again.
 */
export function createStoreHealth({ clock, report }: StoreHealthDeps): StoreHealth {
  let state: StorageState = OK;
  let store: Pick<Store, 'makeRoom' | 'probe'> | null = null;
  let closing: AbortSignal | null = null;
  let probing: Promise<void> | null = null;
  let probedAt = Number.NEGATIVE_INFINITY;
  let watching = false;
  const listeners = new Set<(state: StorageState) => void>();

  function apply(outcome: StorageOutcome) {
    const before = state;
    state = nextStorageState(before, outcome, clock.date().toISOString());
    if (state === before) return;
    if (state.state === 'failing') report(`Storing fails: ${state.message} ${state.remedy}`, state.kind);
    else report('Storing works again', state.state);
    for (const listener of [...listeners]) listener(state);
    if (state.state === 'failing') void keepProbing();
  }

  /** One probe at a time; never rejects. */
  function probe(makeRoom = false): Promise<void> {
    probing ??= (async () => {
      try {
        if (makeRoom) await store?.makeRoom();
        await store?.probe();
        apply({ type: 'probed' });
      } catch (error) {
        const fault = faultOf(error);
        if (fault === null) report('The store could not be looked at', error);
        else apply({ type: 'failed', fault });
      }
    })().finally(() => {
      probing = null;
      probedAt = clock.now();
    });
    return probing;
  }

  async function keepProbing() {
    if (watching || !closing) return;
    watching = true;
    for (let index = 0; state.state === 'failing' && !closing.aborted; index++) {
      await clock
        .sleep(PROBE_AFTER_MS[Math.min(index, PROBE_AFTER_MS.length - 1)] ?? 0, closing)
        .catch(() => {});
      if (!closing.aborted && state.state === 'failing') await probe();
    }
    watching = false;
  }

  async function look() {
    if (state.state === 'failing' && clock.now() - probedAt >= PROBE_EVERY_MS) await probe();
    return state;
  }

  async function untilWritable(durationMs: number, signal: AbortSignal) {
    const settled = new AbortController();
    const either = AbortSignal.any([signal, settled.signal]);
    const { promise: writable, resolve } = Promise.withResolvers<void>();
    const stopListening = onChange((next) => {
      if (next.state === 'ok') resolve();
    });
    try {
      const over = clock.sleep(durationMs, either);
      over.catch(() => {});
      await Promise.race([writable, over]);
    } finally {
      settled.abort();
      stopListening();
    }
  }

  function onChange(listener: (state: StorageState) => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    get state() {
      return state;
    },
    look,

    async requireWritable() {
      const now = await look();
      if (now.state === 'failing') throw faultError(now.kind);
    },

    wrote: () => apply({ type: 'wrote' }),

    failed(fault) {
      // The probe itself judges its own writes.
      if (probing) return;
      // The part that did not fit may have been a single large import: after we empty the log there may be room for all
      // others.
      if (fault === 'no-space' && store) void probe(true);
      else apply({ type: 'failed', fault });
    },

    async persist(write, signal) {
      for (;;) {
        try {
          return await write();
        } catch (error) {
          if (faultOf(error) === null) throw error;
          await untilWritable(PERSIST_EVERY_MS, signal);
        }
      }
    },

    untilWritable,
    onChange,

    watch(watched, signal) {
      store = watched;
      closing = signal;
      return probe();
    },
  };
}
