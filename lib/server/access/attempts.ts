import type { Clock } from '#lib/base/clock.ts';

/** Wrong tokens from one address, before the next one is not looked at. */
const MOST_WRONG = 10;
const WITHIN_MS = 60_000;
/** Addresses remembered; the oldest goes. Guessing from many addresses still has 2^192 to guess. */
const MOST_ADDRESSES = 1000;

export interface Attempts {
  /** How long `from` has to wait, ms; 0 when it may try. */
  waitMs(from: string): number;
  wrong(from: string): void;
}

export function createAttempts(clock: Pick<Clock, 'now'>): Attempts {
  const known = new Map<string, { count: number; until: number }>();

  return {
    waitMs(from) {
      const entry = known.get(from);
      return entry && entry.count >= MOST_WRONG ? Math.max(0, entry.until - clock.now()) : 0;
    },
    wrong(from) {
      const entry = known.get(from);
      if (entry && entry.until > clock.now()) {
        entry.count++;
        return;
      }
      known.delete(from);
      known.set(from, { count: 1, until: clock.now() + WITHIN_MS });
      const [oldest] = known.keys();
      if (known.size > MOST_ADDRESSES && oldest !== undefined) known.delete(oldest);
    },
  };
}
