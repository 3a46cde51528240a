import type { Clock } from '#lib/base/clock.ts';
import { HttpProblem } from '../problem.ts';

/** Memory for bodies that are held whole. Bytes count as they arrive, so a slow one takes only what it has sent. */
export interface BodyMemory {
  /** For one request; to be released whatever comes of it. */
  hold(): BodyHold;
}

export interface BodyHold {
  readonly bytes: number;
  /**
   * Waits until there is room for so many more. Rejects with HttpProblem 503 when none comes, with the signal's reason
   * when the client leaves. No hold waits for ever, so two that wait for each other's room end: the first gives up.
   */
  grow(bytes: number, signal: AbortSignal): Promise<void>;
  /** Idempotent. */
  release(): void;
}

export interface BodyMemoryOptions {
  /** In all. */
  bytes: number;
  /** Of these, what only small bodies may take: they never wait for large ones. */
  reserved: number;
  /** Up to here a body is small, bytes. */
  small: number;
  /** How long one waits for room, ms. */
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
  /** Called when room came free; in the order in which they came. */
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
      // Another may have taken it in between.
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
