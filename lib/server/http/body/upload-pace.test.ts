import { describe, expect, it } from 'vitest';
import { createSimulatedClock } from '#lib/base/testing/simulated-clock.ts';
import { pacedBody, pacedReader } from './upload-pace.ts';

const pace = { idleMs: 1000, graceMs: 2000, bytesPerSecond: 100 };

/** A body whose pieces of `size` bytes come `everyMs` apart. */
function slowBody(pieces: number, size: number, everyMs: number, clock = createSimulatedClock()) {
  let sent = 0;
  const gone = new AbortController();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        if (sent === pieces) return controller.close();
        await clock.sleep(everyMs);
        sent++;
        controller.enqueue(new Uint8Array(size));
      },
    },
    { highWaterMark: 0 },
  );
  return { clock, gone, request: { body, signal: gone.signal }, sent: () => sent };
}

async function readAll(read: () => Promise<Uint8Array | null>): Promise<number> {
  for (let bytes = 0; ; ) {
    const chunk = await read();
    if (!chunk) return bytes;
    bytes += chunk.length;
  }
}

describe('the pace of a body', () => {
  it('is no matter while it is at least the slowest allowed', async () => {
    const { clock, request } = slowBody(100, 90, 900);
    expect(await clock.run(readAll(pacedReader(request, clock, { ...pace, bytesPerSecond: 99 })))).toBe(9000);
    expect(clock.now()).toBe(90_000);
  });

  it.each([
    ['one byte a little under the silence allowed', 1, 900],
    ['silence', 1, 5000],
    ['half the pace', 40, 800],
  ])('%s: 408 with a remedy', async (_name, size, everyMs) => {
    const { clock, request, sent } = slowBody(1000, size, everyMs);
    await expect(clock.run(readAll(pacedReader(request, clock, pace)))).rejects.toMatchObject({
      status: 408,
      type: 'too-slow',
      remedy: expect.stringContaining('again'),
    });
    // Each byte gained its share of time, and no more.
    expect(clock.now()).toBeLessThanOrEqual(
      Math.max(pace.idleMs, pace.graceMs + (sent() * size * 1000) / pace.bytesPerSecond) + pace.idleMs,
    );
  });

  it('counts only what we wait for it, not what it waits for us', async () => {
    const { clock, request } = slowBody(10, 1, 0);
    const read = pacedReader(request, clock, pace);
    const unhurried = async () => {
      while (await read()) await clock.sleep(60_000);
    };
    await clock.run(unhurried());
  });

  it('a client that leaves ends it at once, with nothing to report', async () => {
    const { clock, request, gone } = slowBody(10, 1, 900);
    const reading = readAll(pacedReader(request, clock, pace));
    gone.abort();
    await expect(reading).rejects.toMatchObject({ status: 400, type: 'upload-broke-off' });
    expect(clock.now()).toBe(0);
  });

  it('goes on as a stream, and without a body it is empty', async () => {
    const { request } = slowBody(3, 5, 0, { ...createSimulatedClock(), sleep: async () => {} });
    const clock = createSimulatedClock();
    const bytes = await clock.run(new Response(pacedBody(request, clock)).arrayBuffer());
    expect(bytes.byteLength).toBe(15);
    const { signal } = new AbortController();
    expect(await new Response(pacedBody({ body: null, signal }, clock)).text()).toBe('');
  });
});
