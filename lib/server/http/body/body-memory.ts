import type { Clock } from '#lib/base/clock.ts';
import { HttpProblem } from '../problem.ts';

/** Memory for bodies that we hold whole. Bytes count as they arrive, so a slow body takes only what it has sent. */
export interface BodyMemory {
  /** Opens a hold for one request; the caller must release it in every case. */
  hold(): BodyHold;
}

export interface BodyHold {
  readonly bytes: number;
  /**
   * Waits until there is room for this many more bytes. Rejects with HttpProblem 503 if none becomes free, with the
   * signal's reason if the client leaves. No hold waits for ever, so two that wait for each other's room end: the first
   * gives up.
   */
  grow(bytes: number, signal: AbortSignal): Promise<void>;
  /** Idempotent. */
  release(): void;
}

export interface BodyMemoryOptions {
  /** The total. */
  bytes: number;
  /** The part of it that only small bodies may take: they never wait for large ones. */
  reserved: number;
  /** A body up to this size is small, bytes. */
  small: number;
  /** How long a hold waits for room, ms. */
  patienceMs: number;
  clock: Pick<Clock, 'sleep'>;
}

export function createBodyMemory({
  bytes: all,
  reserved,
  small,
  patienceMs,
  clock,
}: BodyMemoryOptions): BodyMemory {
  let used = 0;
  /** Callbacks for when room becomes free, in the order of arrival. */
  const waiting = new Set<() => void>();

  const fits = (more: number, held: number) => used + more <= (held + more <= small ? all : all - reserved);

  return {
    hold() {
      let held = 0;
      let released = false;
      return {
        get bytes() {
          return held;
        },
        async grow(more, signal) {
          if (!fits(more, held)) await room(() => fits(more, held), signal);
          if (released) return;
          held += more;
          used += more;
        },
        release() {
          if (released) return;
          released = true;
          used -= held;
          for (const wake of [...waiting]) wake();
        },
      };
    },
  };

  async function room(isThere: () => boolean, signal: AbortSignal): Promise<void> {
    const found = new AbortController();
    const wake = () => {
      if (isThere()) found.abort();
    };
    waiting.add(wake);
    try {
      await clock.sleep(patienceMs, AbortSignal.any([found.signal, signal]));
    } catch (error) {
      if (!found.signal.aborted) throw error;
      // Another hold may have taken it meanwhile.
      if (!isThere()) return room(isThere, signal);
      return;
    } finally {
      waiting.delete(wake);
    }
    throw new HttpProblem(503, 'uploads-full', 'Other large uploads hold all the memory there is for them.', {
      remedy: 'Send it again in a moment.',
      headers: { 'retry-after': '10' },
    });
  }
}
