import type { Clock } from '../clock.ts';

/** A clock that stands still until nothing is left to do, then jumps to the next sleeper. */
export interface SimulatedClock extends Clock {
  /**
   * Runs until `until` settles; time passes only while some code sleeps. Throws when nothing sleeps and `until` has not
   * settled.
   */
  run<T>(until: Promise<T>): Promise<T>;
}

interface Sleeper {
  dueMs: number;
  wake(): void;
}

/** After this many turns of the event loop we assume that all started work is waiting for the clock. */
const SETTLE_TURNS = 3;

export function createSimulatedClock(startMs = 0): SimulatedClock {
  let nowMs = startMs;
  let sleepers: Sleeper[] = [];

  return {
    now: () => nowMs,
    date: () => new Date(Date.UTC(2026, 0, 1) + nowMs),
    sleep(durationMs, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper: Sleeper = { dueMs: nowMs + Math.max(0, durationMs), wake: resolve };
        sleepers.push(sleeper);
        const onAbort = () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', onAbort, { once: true });
      });
    },
    async run(until) {
      let settled = false;
      const outcome = until.finally(() => {
        settled = true;
      });
      outcome.catch(() => {});
      while (!settled) {
        for (let turn = 0; turn < SETTLE_TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
        if (settled) break;
        const next = sleepers.reduce<Sleeper | null>(
          (first, other) => (!first || other.dueMs < first.dueMs ? other : first),
          null,
        );
        if (!next)
          throw new Error(
            'Nothing sleeps and the work has not ended: it waits for something that never comes',
          );
        sleepers = sleepers.filter((other) => other !== next);
        nowMs = Math.max(nowMs, next.dueMs);
        next.wake();
      }
      return outcome;
    },
  };
}
