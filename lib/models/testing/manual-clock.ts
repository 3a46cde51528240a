import type { Clock } from '#lib/base/clock.ts';

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Advances the time, wakes sleepers in order and lets the work they started run. */
  advance(durationMs: number): Promise<void>;
  /** Lets everything run that does not wait for time. */
  settle(): Promise<void>;
  /** How many sleepers are left: a call that is over must leave none. */
  readonly sleeping: number;
}

/** Streams take several turns of the event loop to hand a chunk on. */
const TURNS = 12;

export function createManualClock(date = new Date('2026-01-01T00:00:00Z')): ManualClock {
  let now = 0;
  let sleepers: { at: number; wake: () => void }[] = [];

  async function settle() {
    for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  return {
    now: () => now,
    date: () => new Date(date.getTime() + now),
    sleep: (durationMs, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = { at: now + durationMs, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener(
          'abort',
          () => {
            sleepers = sleepers.filter((other) => other !== sleeper);
            reject(signal.reason);
          },
          { once: true },
        );
      }),
    async advance(durationMs) {
      const until = now + durationMs;
      await settle();
      for (;;) {
        const due = sleepers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        now = Math.max(now, due.at);
        sleepers = sleepers.filter((other) => other !== due);
        due.wake();
        await settle();
      }
      now = until;
      await settle();
    },
    settle,
    get sleeping() {
      return sleepers.length;
    },
  };
}
