import type { Clock } from '#lib/base/clock.ts';

/** Waking more often than this costs more than it shows; at higher rates several tokens leave together. */
const SHORTEST_WAIT_MS = 4;

export interface Pace {
  clock: Clock;
  /** `Infinity` gives everything at once. */
  tokensPerSecond: number;
  /** `clock.now()` at which the call arrived. */
  startedAt: number;
  signal: AbortSignal;
}

/**
 * Gives pieces out at a steady rate: token k is due k / rate seconds after the start, so a late timer is made good at
 * the next one and the pace never drifts. Yields what is due, joined, with its number of tokens. Throws the signal's
 * reason on abort.
 */
export async function* paced(
  pieces: readonly string[],
  { clock, tokensPerSecond, startedAt, signal }: Pace,
): AsyncGenerator<{ text: string; tokens: number }> {
  let sent = 0;
  while (sent < pieces.length) {
    signal.throwIfAborted();
    const elapsedMs = clock.now() - startedAt;
    const due =
      tokensPerSecond === Number.POSITIVE_INFINITY
        ? pieces.length
        : Math.min(pieces.length, Math.floor((elapsedMs * tokensPerSecond) / 1000 + 1e-6));
    if (due > sent) {
      yield { text: pieces.slice(sent, due).join(''), tokens: due - sent };
      sent = due;
      continue;
    }
    const next = ((sent + 1) / tokensPerSecond) * 1000 - elapsedMs;
    await clock.sleep(Math.max(next, SHORTEST_WAIT_MS), signal);
  }
}
