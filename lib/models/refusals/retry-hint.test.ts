import { describe, expect, it } from 'vitest';
import { durationMs, resetAfterMs, retryAfterMs, waitAskedFor, waitInWords } from './retry-hint.ts';

describe('retryAfterMs', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  it.each([
    [{}, undefined],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after': '-3' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:01:00 GMT' }, 60_000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    [{ 'retry-after-ms': '120', 'retry-after': '9' }, 120],
    [{ 'retry-after-ms': 'x', 'retry-after': '9' }, 9000],
  ])('%j', (headers, expected) => {
    expect(retryAfterMs(new Headers(headers as Record<string, string>), now)).toBe(expected);
  });
});

describe('waitInWords', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  it.each([
    ['You exceeded your current quota ... Please retry in 2.3s.', 2300],
    ['Rate limit reached for x. Please try again in 20ms. Visit https://x.y/1 to learn more.', 20],
    ['Please try again in 1m12.5s. Need more tokens?', 72_500],
    ['Please try again in 7h12m0s.', 25_920_000],
    ['Please retry after 6 seconds.', 6000],
    ['Requests have exceeded call rate limit. Please retry after 1 second.', 1000],
    ['Too many requests, wait 5 seconds before trying again', 5000],
    ['Please wait for 1 minute and 5 seconds', 65_000],
    ['rate limited, retry_after: 30', 30_000],
    ['Retry-After: 4', 4000],
    ['Your limit resets in 45s', 45_000],
    ['Limit resets at 2026-01-01T00:00:10Z', 10_000],
    ['Please retry your request in 3 s', 3000],
    ['Slow down', null],
    ['You can try again with model gpt-4', null],
    ['The limit is 20 requests a minute', null],
    ['Try again in a moment', null],
  ])('%s', (text, expected) => expect(waitInWords(text, now)).toBe(expected));
});

describe('durationMs', () => {
  it.each([
    ['2s', 2000],
    ['2.3s', 2300],
    ['0.5', 500],
    ['6m0s', 360_000],
    ['1h', 3_600_000],
    ['soon', null],
    ['', null],
  ])('%s', (text, expected) => expect(durationMs(text, 1000)).toBe(expected));
});

describe('resetAfterMs', () => {
  const now = new Date('2026-01-01T00:00:00Z');
  it.each([
    [{ 'x-ratelimit-reset-requests': '1s', 'x-ratelimit-reset-tokens': '6m0s' }, 360_000],
    [
      {
        'x-ratelimit-reset-requests': '1s',
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-tokens': '6m0s',
        'x-ratelimit-remaining-tokens': '900',
      },
      1000,
    ],
    [{ 'ratelimit-reset': '12' }, 12_000],
    [{ ratelimit: '"default";r=0;t=5' }, 5000],
    [{ ratelimit: 'limit=10, remaining=0, reset=7' }, 7000],
    [{ 'x-ratelimit-reset': String(Date.parse('2026-01-01T00:00:03Z')) }, 3000],
    [{ 'x-ratelimit-reset': String(Date.parse('2026-01-01T00:00:03Z') / 1000) }, 3000],
    [{ 'anthropic-ratelimit-requests-reset': '2026-01-01T00:00:08Z' }, 8000],
    [{}, null],
  ])('%j', (headers, expected) => {
    expect(resetAfterMs(new Headers(headers as Record<string, string>), now)).toBe(expected);
  });
});

describe('waitAskedFor', () => {
  const none = { words: null, field: null, header: null, reset: null };
  it('words win over a value that rounds them, down or up', () => {
    expect(waitAskedFor({ ...none, words: 2300, field: 2000 })).toBe(2300);
    expect(waitAskedFor({ ...none, words: 2300, header: 3000 })).toBe(2300);
  });
  it('the longest of values that differ', () => {
    expect(waitAskedFor({ ...none, words: 2300, header: 30_000 })).toBe(30_000);
    expect(waitAskedFor({ ...none, field: 5000, header: 1000 })).toBe(5000);
  });
  it('headers of every reply only where nothing else is said', () => {
    expect(waitAskedFor({ ...none, words: 20, reset: 360_000 })).toBe(20);
    expect(waitAskedFor({ ...none, reset: 6000 })).toBe(6000);
  });
  it('what cannot be meant is left out', () => {
    expect(waitAskedFor({ ...none, header: 1e15 })).toBeUndefined();
    expect(waitAskedFor({ ...none, words: 1000, header: Number.NaN })).toBe(1000);
  });
});
