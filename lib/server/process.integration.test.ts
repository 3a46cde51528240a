import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TraceEvent } from '#lib/trace/events.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { startServerProcess } from './testing/server-process.ts';
import { openSse } from './testing/sse-client.ts';

let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sprintscope-process-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

function start(env: Record<string, string> = {}) {
  const started = startServerProcess(dataDir, env);
  children.push(started.child);
  return started;
}

async function createSession(origin: string): Promise<string> {
  const response = await fetch(`${origin}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question: 'Use 3, 5, 7, 11, each once, to make 42' }),
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

async function exported(origin: string, id: string): Promise<TraceEvent[]> {
  const text = await (await fetch(`${origin}/api/sessions/${id}/export`)).text();
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TraceEvent);
}

describe('the process ends while a session runs', () => {
  it('kill -9: what viewers saw is there, the log is whole and interrupted, and new sessions run', async () => {
    const first = start();
    const origin = await first.listening;
    const id = await createSession(origin);
    const viewer = await openSse(`${origin}/api/sessions/${id}/events`);
    await viewer.until(25);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    await viewer.ended;

    const second = start();
    const again = await second.listening;
    const events = await exported(again, id);
    expect(events.slice(0, viewer.events.length)).toEqual(viewer.events);
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index));
    const state = foldEvents(events);
    expect(state).toMatchObject({ status: 'interrupted', error: { type: 'interrupted' } });
    expect(state.stages.flatMap(({ plan, executions }) => [plan, ...executions])).not.toContainEqual(
      expect.objectContaining({ status: 'running' }),
    );
    expect(await (await fetch(`${again}/api/sessions/${id}`)).json()).toMatchObject({
      status: 'interrupted',
      lastSeq: events.length - 1,
      metrics: { isEstimate: false },
    });
    expect(second.output()).toContain(`recovered: ${id}`);

    const resumed = await openSse(`${again}/api/sessions/${id}/events`, {
      'last-event-id': viewer.ids.at(-1) ?? '',
    });
    await resumed.ended;
    expect([...viewer.events, ...resumed.events]).toEqual(events);
    await createSession(again);
  });

  it('SIGTERM: streams end at once, the session is interrupted, the folder is free', async () => {
    const first = start();
    const origin = await first.listening;
    const id = await createSession(origin);
    const viewer = await openSse(`${origin}/api/sessions/${id}/events`);
    await viewer.until(10);
    first.child.kill('SIGTERM');
    const [code] = (await once(first.child, 'exit')) as [number];
    expect(code).toBe(0);
    await viewer.ended;
    const state = foldEvents(await exported(await start().listening, id));
    expect(state.status).toBe('interrupted');
  });
});

describe('starting', () => {
  it('a second process on the folder ends with a line that names folder, pid and remedy', async () => {
    const first = start();
    await first.listening;
    const second = start();
    const [code] = (await once(second.child, 'exit')) as [number];
    expect(code).toBe(1);
    expect(second.output()).toContain(dataDir);
    expect(second.output()).toContain(`process ${first.child.pid}`);
    expect(second.output()).toContain('SPRINT_DATA_DIR');
    expect(second.output()).not.toContain('    at ');
  });

  it.each([
    [{ SPRINT_BASE_URL: 'localhost:8000', SPRINT_MODEL: 'm' }, 'SPRINT_BASE_URL'],
    [{ SPRINT_BASE_URL: 'http://localhost:8000/v1' }, 'SPRINT_MODEL'],
    [{ SPRINT_MAX_RUNNING: 'lots' }, 'SPRINT_MAX_RUNNING'],
  ])('a wrong variable ends it with a line that names it: %j', async (env, variable) => {
    const { child, output } = start(env);
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(1);
    expect(output()).toContain(variable);
    expect(output()).not.toContain('    at ');
  });

  it('keys of the environment are in no output and no file', async () => {
    const key = 'sk-environment-7d1e9c';
    const first = start({ SPRINT_BASE_URL: 'http://127.0.0.1:9/v1', SPRINT_MODEL: 'm', SPRINT_API_KEY: key });
    const origin = await first.listening;
    const id = await createSession(origin);
    await (await fetch(`${origin}/api/sessions/${id}/cancel`, { method: 'POST' })).text();
    const file = readFileSync(join(dataDir, 'sprintscope.db-wal')).toString('latin1');
    expect(file).toContain('session-end');
    expect(file).not.toContain(key);
    expect(first.output()).not.toContain(key);
  });
});
