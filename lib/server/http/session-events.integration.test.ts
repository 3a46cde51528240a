import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '#lib/base/clock.ts';
import { openSse } from '../testing/sse-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
beforeEach(async () => {
  test = await startTestServer();
});
afterEach(() => test.close());

async function create(): Promise<{ id: string; url: string }> {
  const response = await test.send('POST', '/api/sessions', { question: 'Q?' });
  const { id } = (await response.json()) as { id: string };
  return { id, url: `${test.origin}/api/sessions/${id}/events` };
}

describe('GET /api/sessions/:id/events', () => {
  it('sends every event once, in order, id = seq, and ends after session-end', async () => {
    const { url } = await create();
    const run = await test.runs.next();
    const client = await openSse(url);
    expect(client.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(client.headers.get('cache-control')).toBe('no-cache, no-transform');
    run.write(500, 'a line\nand a "quote"\u2028');
    run.end();
    await client.ended;
    expect(client.events.map((event) => event.seq)).toEqual(Array.from({ length: 504 }, (_, seq) => seq));
    expect(client.ids).toEqual(client.events.map((event) => String(event.seq)));
    expect(client.events[2]).toMatchObject({ text: 'a line\nand a "quote"\u2028' });
    expect(client.events.at(-1)?.type).toBe('session-end');
  });

  it('sends a first byte before anything happens', async () => {
    const { url } = await create();
    await test.runs.next();
    const client = await openSse(`${url}?after=1`);
    await client.untilComment(/open/);
    expect(client.events).toEqual([]);
    client.close();
  });

  it('resumes after Last-Event-ID, which wins over ?after=', async () => {
    const { url } = await create();
    const run = await test.runs.next();
    run.write(10);
    run.end();
    const header = await openSse(`${url}?after=2`, { 'last-event-id': '8' });
    const query = await openSse(`${url}?after=2`);
    await Promise.all([header.ended, query.ended]);
    expect(header.events.map((event) => event.seq)).toEqual([9, 10, 11, 12, 13]);
    expect(query.events[0]?.seq).toBe(3);
  });

  it('answers 204 to a viewer that has all of an ended session', async () => {
    const { url } = await create();
    (await test.runs.next()).end();
    const client = await openSse(url);
    await client.ended;
    const last = client.ids.at(-1) ?? '';
    expect((await fetch(url, { headers: { 'last-event-id': last } })).status).toBe(204);
    expect((await fetch(`${url}?after=${last}`)).status).toBe(204);
    expect((await fetch(`${url}?after=abc`)).status).toBe(400);
  });

  it('a stream torn at any event goes on without loss or repeat', async () => {
    const { url } = await create();
    const run = await test.runs.next();
    const seen: number[] = [];
    for (let round = 0; round < 5; round++) {
      const client = await openSse(url, seen.length > 0 ? { 'last-event-id': String(seen.at(-1)) } : {});
      run.write(20);
      await client.until(3);
      client.close();
      await client.ended;
      seen.push(...client.events.map((event) => event.seq));
    }
    run.end();
    const last = await openSse(url, { 'last-event-id': String(seen.at(-1)) });
    await last.ended;
    seen.push(...last.events.map((event) => event.seq));
    expect(seen).toEqual(Array.from({ length: 104 }, (_, seq) => seq));
  });

  it('two viewers, live and after the end, get the same', async () => {
    const { url } = await create();
    const run = await test.runs.next();
    const early = await openSse(url);
    run.write(30);
    await early.until(10);
    const late = await openSse(url);
    run.write(30);
    run.end();
    await Promise.all([early.ended, late.ended]);
    const after = await openSse(url);
    await after.ended;
    expect(late.events).toEqual(early.events);
    expect(after.events).toEqual(early.events);
  });

  it('hanging up does not cancel the run', async () => {
    const { id, url } = await create();
    const run = await test.runs.next();
    const client = await openSse(url);
    await client.until(2);
    client.close();
    await client.ended;
    run.write(5);
    expect(run.options.signal.aborted).toBe(false);
    run.end();
    const again = await openSse(url);
    await again.ended;
    expect(again.events).toHaveLength(9);
    expect(await (await test.fetch(`/api/sessions/${id}`)).json()).toMatchObject({ status: 'done' });
  });

  it('what a viewer sees is stored already', async () => {
    const { id, url } = await create();
    const run = await test.runs.next();
    const client = await openSse(url);
    for (let round = 1; round <= 5; round++) {
      run.write(10);
      await client.until(2 + round * 10);
      const stored = await test.server.store.events(id, -1, 1000);
      expect(stored.length).toBeGreaterThanOrEqual(client.events.length);
    }
    run.end();
    await client.ended;
  });

  it('a cancelled session ends its streams with session-end', async () => {
    const { id, url } = await create();
    await test.runs.next();
    const client = await openSse(url);
    await test.fetch(`/api/sessions/${id}/cancel`, { method: 'POST' });
    await client.ended;
    expect(client.events.at(-1)).toMatchObject({ type: 'session-end', status: 'cancelled' });
  });

  it('a shutdown ends open streams at once and the session as interrupted', async () => {
    const { id, url } = await create();
    await test.runs.next();
    const client = await openSse(url);
    await client.until(2);
    const { dataDir } = test;
    await test.server.close();
    await client.ended;
    const again = await startTestServer({ dataDir });
    expect(await (await again.fetch(`/api/sessions/${id}`)).json()).toMatchObject({
      status: 'interrupted',
      error: { type: 'interrupted' },
    });
    expect(again.server.recovered).toEqual([]);
    await again.close();
  });
});

describe('heartbeat', () => {
  it('a silent stream is kept open with comments', async () => {
    await test.close();
    // Sleeps of 15 s (heartbeats, here) end at once, all others as usual.
    const clock: Clock = {
      ...systemClock,
      sleep: (durationMs, signal) => systemClock.sleep(durationMs === 15_000 ? 1 : durationMs, signal),
    };
    test = await startTestServer({ clock });
    const { url } = await create();
    const run = await test.runs.next();
    const client = await openSse(url);
    await client.untilComment(/still here/);
    run.end();
    await client.ended;
    expect(client.events.at(-1)?.type).toBe('session-end');
  });
});
