import { describe, expect, it } from 'vitest';
import type { Fetch } from '../call/checked-fetch.ts';
import { defaultTimeouts } from '../endpoint.ts';
import { endpointOf } from '../testing/calls.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { testEndpoint } from './test-endpoint.ts';

const encoder = new TextEncoder();
const piece = encoder.encode('data: {"choices":[{"index":0,"delta":{"content":"1, "}}]}\n\n');

describe('how long a test waits', () => {
  const silent: Fetch = (_url, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });

  it.each([
    ['half a minute, however patient the endpoint’s sessions are', defaultTimeouts.firstTokenMs, 30_000],
    ['as long as the endpoint says where that is less', 5_000, 5_000],
  ])('for the first token: %s', async (_, firstTokenMs, waitedMs) => {
    const clock = createManualClock();
    const endpoint = endpointOf('http://host/v1', { timeouts: { ...defaultTimeouts, firstTokenMs } });
    let ended = false;
    const test = testEndpoint(endpoint, { clock, fetch: silent }).finally(() => {
      ended = true;
    });
    await clock.advance(waitedMs - 1);
    expect(ended).toBe(false);
    await clock.advance(1);
    expect(await test).toMatchObject({
      ok: false,
      totalMs: waitedMs,
      error: { type: 'first-token-timeout', message: expect.stringContaining(`${waitedMs / 1000} s`) },
    });
    expect(clock.sleeping).toBe(0);
  });

  it('a minute in all for one that goes on and on', async () => {
    const clock = createManualClock();
    let body: ReadableStreamDefaultController<Uint8Array> | null = null;
    const endless: Fetch = async () =>
      new Response(
        new ReadableStream<Uint8Array>({
          start(controller) {
            body = controller;
          },
        }),
        { headers: { 'content-type': 'text/event-stream' } },
      );
    const endpoint = endpointOf('http://host/v1', { timeouts: defaultTimeouts });
    const test = testEndpoint(endpoint, { clock, fetch: endless });
    await clock.settle();
    for (let second = 0; second < 60; second += 10) {
      (body as ReadableStreamDefaultController<Uint8Array> | null)?.enqueue(piece);
      await clock.advance(10_000);
    }
    expect(await test).toMatchObject({
      ok: false,
      totalMs: 60_000,
      text: '1, '.repeat(6),
      error: { type: 'total-timeout' },
    });
  });
});
