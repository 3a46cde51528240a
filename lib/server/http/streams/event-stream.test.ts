import { describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import type { LogReader } from '../../sessions/live-log.ts';
import { eventStream } from './event-stream.ts';

/** An endless log that counts how often it was read. */
function endlessLog(): LogReader & { reads: number } {
  return {
    reads: 0,
    async read(after, limit) {
      this.reads++;
      return Array.from({ length: limit }, (_, offset) => ({
        seq: after + 1 + offset,
        type: 'answer-delta',
        json: '{}',
      }));
    },
    waitBeyond: () => Promise.resolve(),
  };
}

describe('eventStream', () => {
  it('a viewer that takes nothing costs one chunk, whatever is written meanwhile', async () => {
    const reader = endlessLog();
    const stream = eventStream({
      reader,
      after: -1,
      clock: systemClock,
      signal: new AbortController().signal,
    });
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
    expect(reader.reads).toBeLessThanOrEqual(1);
    const taken = stream.getReader();
    for (let chunk = 0; chunk < 10; chunk++) await taken.read();
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
    expect(reader.reads).toBeLessThanOrEqual(11);
    await taken.cancel();
  });

  it('ends when the log will not grow any more though it has no session-end', async () => {
    const reader: LogReader = { read: async () => [], waitBeyond: () => Promise.resolve() };
    const stream = eventStream({
      reader,
      after: -1,
      clock: systemClock,
      signal: new AbortController().signal,
    });
    expect(await new Response(stream).text()).toBe('retry: 1000\n: open\n\n');
  });

  it('ends at once with its signal, also one that has fired before', async () => {
    const never: LogReader = {
      read: async () => [],
      waitBeyond: (_after, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
    };
    const open = new AbortController();
    const text = new Response(
      eventStream({ reader: never, after: -1, clock: systemClock, signal: open.signal }),
    ).text();
    await new Promise(setImmediate);
    open.abort();
    expect(await text).toContain('open');
    const fired = eventStream({ reader: never, after: -1, clock: systemClock, signal: AbortSignal.abort() });
    expect(await new Response(fired).text()).toContain('open');
  });
});
