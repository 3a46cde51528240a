import type { Clock } from '#lib/base/clock.ts';
import type { EndpointTimeouts } from '../endpoint.ts';

export type Expiry = {
  type: 'first-token-timeout' | 'stalled' | 'total-timeout' | 'finished';
  /** How long we waited, ms. */
  afterMs: number;
};

/** After the finish reason only the usage can come, and it may never come. */
const USAGE_GRACE_MS = 2_000;

/**
 * A server that reaches its own end when our stop comes says so within a token or two: 100 ms at 20 tokens a second.
 */
const ENOUGH_GRACE_MS = 250;

/** Watches one call's timeouts; calls `onExpire` at most once. */
export interface Deadlines {
  /** Output arrived: the silence starts anew. */
  output(): void;
  /** The reader is busy elsewhere: silence does not count until the next `output`. */
  hold(): void;
  /** The finish reason came: expires as `finished` after a short grace. */
  finishing(): void;
  /** The caller has all the text it wants: expires as `finished` after a moment, whatever else arrives. */
  enough(): void;
  stop(): void;
}

/**
 * Timers of our own from t = 0: we cannot set undici's wait for headers, and the SDK's chunk timeout starts only with
 * the first output. We do not restart a sleeping timer for each output, which would cost two allocations a token: it
 * wakes at the old time and sleeps on.
 */
export function watchDeadlines(
  clock: Clock,
  timeouts: EndpointTimeouts,
  onExpire: (expiry: Expiry) => void,
): Deadlines {
  const startedAt = clock.now();
  let phase: 'first-token' | 'stall' | 'finishing' | 'enough' = 'first-token';
  let quietSince = startedAt;
  let held = false;
  let stopped = false;
  let wake = new AbortController();

  function nextExpiry(): Expiry & { at: number } {
    const total: Expiry & { at: number } = {
      type: 'total-timeout',
      at: startedAt + timeouts.totalMs,
      afterMs: timeouts.totalMs,
    };
    const [type, afterMs] =
      phase === 'first-token'
        ? (['first-token-timeout', timeouts.firstTokenMs] as const)
        : phase === 'stall'
          ? (['stalled', timeouts.stallMs] as const)
          : (['finished', phase === 'enough' ? ENOUGH_GRACE_MS : USAGE_GRACE_MS] as const);
    // On hold: wakes in time to check whether the hold is over, and sleeps on.
    const at = (held && phase !== 'enough' ? clock.now() : quietSince) + afterMs;
    return at <= total.at ? { type, at, afterMs } : total;
  }

  async function watch() {
    while (!stopped) {
      const { at, ...expiry } = nextExpiry();
      const left = at - clock.now();
      if (left <= 0) {
        stopped = true;
        onExpire(expiry);
        return;
      }
      try {
        await clock.sleep(left, wake.signal);
      } catch {
        wake = new AbortController();
      }
    }
  }
  void watch();

  function enter(next: typeof phase) {
    if (phase === 'enough') return;
    quietSince = clock.now();
    held = false;
    if (phase === next) return;
    phase = next;
    // The new phase may expire before the sleeping timer wakes.
    wake.abort();
  }

  return {
    output: () => enter(phase === 'finishing' ? 'finishing' : 'stall'),
    hold() {
      held = true;
    },
    finishing: () => enter('finishing'),
    enough: () => enter('enough'),
    stop() {
      stopped = true;
      wake.abort();
    },
  };
}
