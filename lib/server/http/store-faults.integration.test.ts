import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import { nothingLearned } from '#lib/models/call/learned.ts';
import { type FailingStore, openFailingStore } from '#lib/storage/testing/failing-store.ts';
import { openSse } from '../testing/sse-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

/** Waits for the store end over a hundred times sooner. */
const hasty = {
  ...systemClock,
  sleep: (durationMs: number, signal?: AbortSignal) => systemClock.sleep(durationMs / 100, signal),
};

let failing: FailingStore;
let server: TestServer;
beforeEach(async () => {
  server = await startTestServer({
    clock: hasty,
    openStore: async (_folder, options) => {
      failing = await openFailingStore(options);
      return failing.store;
    },
  });
});
afterEach(async () => {
  failing.free();
  await server.close();
  await failing.close();
});

const question = { question: 'What is left?' };
const json = async (path: string) => (await server.fetch(path)).json();
const untilHealth = async (status: string) => {
  while ((await json('/api/health')).status !== status) await hasty.sleep(500);
};

async function startSession() {
  const { id } = await (await server.send('POST', '/api/sessions', question)).json();
  const run = await server.runs.next();
  return { id: id as string, run, viewer: await openSse(`${server.origin}/api/sessions/${id}/events`) };
}

describe('a full disk under a server', () => {
  it('ends running sessions with the reason, shows nothing that is not stored, and goes on by itself', async () => {
    const sessions = await Promise.all([startSession(), startSession(), startSession()]);
    for (const { run } of sessions) run.write(50);
    for (const { viewer } of sessions) await viewer.until(20);
    failing.fill();
    for (const { run } of sessions) run.write(400);
    await untilHealth('degraded');
    for (const { run } of sessions) expect(run.options.signal.aborted).toBe(true);

    const health = await server.fetch('/api/health');
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({
      status: 'degraded',
      storage: { state: 'failing', kind: 'no-space', remedy: expect.stringContaining('Free some space') },
    });
    for (const { id, viewer } of sessions) {
      const stored = await failing.store.events(id, -1, 10_000);
      expect(viewer.events.map(({ seq }) => seq).every((seq) => seq < stored.length)).toBe(true);
    }
    for (const [path, body] of [
      ['/api/sessions', question],
      ['/api/traces', { text: 'One step.', kind: 'sequential' }],
      ['/api/traces/batch', { traces: [{ text: 'One step.', kind: 'sequential' }] }],
    ] as const) {
      const refused = await server.send('POST', path, body);
      expect(refused.status).toBe(507);
      expect(await refused.json()).toMatchObject({
        type: 'urn:sprintscope:problem:no-space',
        remedy: expect.stringContaining('Free some space'),
      });
    }

    failing.free();
    await untilHealth('ok');
    for (const { id, viewer } of sessions) {
      await viewer.ended;
      const log = await failing.store.events(id, -1, 10_000);
      expect(viewer.events.map((event) => JSON.stringify(event))).toEqual(log.map((event) => event.json));
      expect(viewer.events.at(-1)).toMatchObject({ type: 'session-end', status: 'failed' });
      expect(await json(`/api/sessions/${id}`)).toMatchObject({
        status: 'failed',
        error: { type: 'no-space', remedy: expect.stringContaining('Free some space') },
      });
    }
    expect(await failing.store.runningSessions()).toEqual([]);
    const after = await startSession();
    after.run.write(500);
    after.run.end();
    await after.viewer.ended;
    expect(await json(`/api/sessions/${after.id}`)).toMatchObject({ status: 'done' });
  });

  it('while nothing can be written: cancel says why not, reading works, deleting works as soon as it can', async () => {
    const { id, run, viewer } = await startSession();
    run.write(5);
    await viewer.until(7);
    failing.refuseWrites(true);
    run.write(5);
    await untilHealth('degraded');
    const cancelled = await server.send('POST', `/api/sessions/${id}/cancel`);
    expect(cancelled.status).toBe(503);
    expect(await cancelled.json()).toMatchObject({
      type: 'urn:sprintscope:problem:read-only',
      remedy: expect.stringContaining('writable'),
    });
    expect((await server.send('DELETE', `/api/sessions/${id}`)).status).toBe(503);
    expect((await server.fetch(`/api/sessions/${id}`)).status).toBe(200);
    expect((await server.fetch(`/api/library`)).status).toBe(200);
    failing.refuseWrites(false);
    expect((await server.send('DELETE', `/api/sessions/${id}`)).status).toBe(204);
    await viewer.ended;
    expect(server.server.supervisor.running).toBe(0);
    expect((await server.fetch(`/api/sessions/${id}`)).status).toBe(404);
  });

  it('a server that stops meanwhile leaves the rest to the next start', async () => {
    const { id, run, viewer } = await startSession();
    await viewer.until(2);
    failing.refuseWrites(true);
    run.write(5);
    await untilHealth('degraded');
    await server.server.supervisor.close();
    expect(server.server.supervisor.live(id)).toBeNull();
    failing.refuseWrites(false);
    expect(await failing.store.session(id)).toMatchObject({ status: 'running', lastSeq: 1 });
  });

  it('what endpoints taught is stored once there is room', async () => {
    failing.refuseWrites(true);
    await expect(failing.store.setMeta('key', 'value')).rejects.toMatchObject({ type: 'read-only' });
    const { learnedMemory } = server.server;
    learnedMemory.set('a', { ...nothingLearned, stopBitesThinking: true });
    await untilHealth('degraded');
    failing.refuseWrites(false);
    await untilHealth('ok');
    while (!(await failing.store.meta('learned'))?.includes('stopBitesThinking')) await hasty.sleep(500);
  });
});
