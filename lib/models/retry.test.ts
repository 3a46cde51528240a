import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EndpointErrorContext, EndpointErrorType } from './error-kinds.ts';
import { EndpointError } from './errors.ts';
import { isRetryable, retryDelayMs } from './retry.ts';

const error = (type: EndpointErrorType, context: Partial<EndpointErrorContext> = {}) =>
  new EndpointError(type, { url: 'http://host/v1', ...context });

describe('isRetryable', () => {
  it.each([
    'unreachable',
    'rate-limited',
    'server-error',
    'bad-stream',
    'dropped',
    'stalled',
    'first-token-timeout',
    'empty-reply',
  ] as const)('%s may pass', (type) => expect(isRetryable(error(type))).toBe(true));

  it.each([
    'unauthorized',
    'not-found',
    'bad-request',
    'context-too-long',
    'not-json',
    'total-timeout',
    'content-filter',
  ] as const)('%s stays', (type) => expect(isRetryable(error(type))).toBe(false));

  it('knows what waiting does not help', () => {
    expect(isRetryable(error('rate-limited', { reason: 'quota' }))).toBe(false);
    expect(isRetryable(error('unreachable', { reason: 'certificate' }))).toBe(false);
    expect(isRetryable(error('empty-reply', { reason: 'all-thinking' }))).toBe(false);
    expect(isRetryable(new Error('a fault of ours'))).toBe(false);
  });
});

describe('retryDelayMs', () => {
  it('doubles from half a second, with a random half taken off', () => {
    const dropped = error('dropped');
    expect([1, 2, 3, 4].map((attempt) => retryDelayMs(dropped, attempt, () => 0))).toEqual([
      500, 1000, 2000, 4000,
    ]);
    expect(retryDelayMs(dropped, 2, () => 0.5)).toBe(750);
    expect(retryDelayMs(dropped, 50, () => 0)).toBe(30_000);
  });

  it('waits as long as the server asks, and not more than two minutes', () => {
    expect(retryDelayMs(error('rate-limited', { retryAfterMs: 7000 }), 1, () => 0)).toBe(7000);
    expect(retryDelayMs(error('rate-limited', { retryAfterMs: 0 }), 5, () => 0)).toBe(0);
    expect(retryDelayMs(error('server-error', { retryAfterMs: 3_600_000 }), 1, () => 0)).toBe(120_000);
  });

  it('spreads calls that were turned away together', () => {
    const asked = error('rate-limited', { retryAfterMs: 1000 });
    expect(retryDelayMs(asked, 1, () => 0.2)).not.toBe(retryDelayMs(asked, 1, () => 0.8));
  });

  it('is always a wait of at most 121 s', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.option(fc.nat(), { nil: undefined }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempt, retryAfterMs, random) => {
          const delay = retryDelayMs(error('rate-limited', { retryAfterMs }), attempt, () => random);
          expect(Number.isInteger(delay) && delay >= 0 && delay <= 121_000).toBe(true);
        },
      ),
    );
  });
});
