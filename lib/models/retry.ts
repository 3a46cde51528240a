import { assertUnreachable } from '#lib/base/assert.ts';
import { EndpointError } from './errors.ts';

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 30_000;
/** A quota per minute may need two minutes. */
const MAX_RETRY_AFTER_MS = 120_000;
/** A server may ask for seven hours (a day's limit): a person watching a session would rather see it fail at once. */
const LONGEST_WORTH_A_WAIT_MS = 15 * 60_000;
/** Large models take minutes to load: we wait a second, doubling to a quarter of a minute, for about nine minutes. */
const LOADING_ATTEMPTS = 40;
const LOADING_FIRST_DELAY_MS = 1000;
const LOADING_MAX_DELAY_MS = 15_000;

const isLoading = (error: unknown): boolean =>
  error instanceof EndpointError && error.type === 'server-error' && error.context.reason === 'loading';

/** How often we try a call if `most` is the usual number: we wait longer for a model that is loading. */
export const attemptsFor = (error: unknown, most: number): number =>
  isLoading(error) ? Math.max(most, LOADING_ATTEMPTS) : most;
/** Eight executors that the server refused together should not come back together. */
const SPREAD_MS = 250;

/** Whether the same call may succeed a little later. */
export function isRetryable(error: unknown): boolean {
  if (!(error instanceof EndpointError)) return false;
  switch (error.type) {
    case 'unreachable':
      return !['certificate', 'scheme', 'port', 'link-local'].includes(error.context.reason ?? '');
    case 'rate-limited':
      return error.context.reason !== 'quota' && (error.context.retryAfterMs ?? 0) <= LONGEST_WORTH_A_WAIT_MS;
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
    // A retry would send as much again.
    case 'reply-too-large':
    // A retry would take as long again.
    case 'total-timeout':
    case 'content-filter':
      return false;
    default:
      return assertUnreachable(error.type);
  }
}

/**
 * The wait before the next attempt, ms: doubles from half a second to half a minute, minus up to a random half; if the
 * server names a time, that time (at most two minutes) and a little spread.
 * @param attempt the attempt that failed, from 1
 * @param random in [0, 1)
 */
export function retryDelayMs(error: unknown, attempt: number, random: () => number): number {
  const asked = error instanceof EndpointError ? error.context.retryAfterMs : undefined;
  if (asked !== undefined) return Math.round(Math.min(asked, MAX_RETRY_AFTER_MS) + random() * SPREAD_MS);
  const [first, longest] = isLoading(error)
    ? [LOADING_FIRST_DELAY_MS, LOADING_MAX_DELAY_MS]
    : [FIRST_DELAY_MS, MAX_DELAY_MS];
  const backoff = Math.min(first * 2 ** (Math.max(1, attempt) - 1), longest);
  return Math.round(backoff * (1 - random() / 2));
}
