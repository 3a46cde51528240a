import { assertUnreachable } from '#lib/base/assert.ts';
import { EndpointError } from './errors.ts';

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;
/** A server may ask for an hour; a person watching a session would rather see it fail. */
const MAX_RETRY_AFTER_MS = 60_000;
/** Eight executors turned away together should not come back together. */
const SPREAD_MS = 250;

/** Whether the same call may succeed a little later. */
export function isRetryable(error: unknown): boolean {
  if (!(error instanceof EndpointError)) return false;
  switch (error.type) {
    case 'unreachable':
      return !['certificate', 'scheme', 'port'].includes(error.context.reason ?? '');
    case 'rate-limited':
      return error.context.reason !== 'quota';
    case 'server-error':
    case 'bad-stream':
    case 'dropped':
    case 'first-token-timeout':
    case 'stalled':
      return true;
    case 'empty-reply':
      return error.context.reason !== 'all-thinking';
    case 'unauthorized':
    case 'not-found':
    case 'bad-request':
    case 'context-too-long':
    case 'not-json':
    // It would take as long again.
    case 'total-timeout':
    case 'content-filter':
      return false;
    default:
      return assertUnreachable(error.type);
  }
}

/**
 * Wait before the next attempt, ms: doubling from half a second to half a minute, of which a random half is
 * taken off; where the server names a time, that time (at most a minute) and a little spread.
 * @param attempt the attempt that failed, from 1
 * @param random in [0, 1)
 */
export function retryDelayMs(error: unknown, attempt: number, random: () => number): number {
  const asked = error instanceof EndpointError ? error.context.retryAfterMs : undefined;
  if (asked !== undefined) return Math.round(Math.min(asked, MAX_RETRY_AFTER_MS) + random() * SPREAD_MS);
  const backoff = Math.min(FIRST_DELAY_MS * 2 ** (Math.max(1, attempt) - 1), MAX_DELAY_MS);
  return Math.round(backoff * (1 - random() / 2));
}
