import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '#lib/storage/sqlite/open.ts';
import { defaultSettings } from '#lib/trace/default-settings.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
beforeEach(async () => {
  test = await startTestServer();
});
afterEach(() => test.close());

async function create(body: Record<string, unknown> = {}): Promise<string> {
  const response = await test.send('POST', '/api/sessions', { question: 'Q?', ...body });
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}
const get = async (path: string) => (await test.fetch(path)).json() as Promise<Record<string, unknown>>;

describe('POST /api/sessions', () => {
  it('starts a run on the built-in endpoint with the default settings', async () => {
    const response = await test.send('POST', '/api/sessions', { question: '  Use 3, 5, 7  ' });
    const { id } = (await response.json()) as { id: string };
    expect(response.headers.get('location')).toBe(`/api/sessions/${id}`);
    const { options } = await test.runs.next();
    expect(options).toMatchObject({
      question: '  Use 3, 5, 7  ',
      strategy: 'sprint',
      settings: defaultSettings,
      origin: { kind: 'built-in' },
    });
    expect(await get(`/api/sessions/${id}`)).toMatchObject({
      id,
      status: 'running',
      question: '  Use 3, 5, 7  ',
      title: null,
      ruleBased: true,
      answer: null,
      answerIsInferred: false,
      lastSeq: 1,
    });
  });

  it('passes on what was asked for', async () => {
    await create({
      strategy: 'sequential',
      settings: { parallelism: 3, contextPolicy: 'authors' },
      instructions: { planner: 'Plan well.' },
      title: 'T',
      tags: ['a'],
      pairId: 'p',
      tokensPerSecond: 500,
    });
    const { options } = await test.runs.next();
    expect(options.strategy).toBe('sequential');
    expect(options.settings).toEqual({ ...defaultSettings, parallelism: 3, contextPolicy: 'authors' });
    expect(options.instructions.planner).toBe('Plan well.');
    expect(options.instructions.executor).not.toBe('');
  });

  it.each([
    ['question', {}, 'A question is needed'],
    ['question', { question: ' \n ' }, 'A question is needed'],
    ['question', { question: 'x'.repeat(100_001) }, 'At most 100,000 characters'],
    ['strategy', { question: 'Q', strategy: 'magic' }, 'Must be "sprint" or "sequential"'],
    ['settings.parallelism', { question: 'Q', settings: { parallelism: 0 } }, 'At least 1'],
    ['settings.temperature', { question: 'Q', settings: { temperature: 'hot' } }, 'Must be a number'],
    ['settings.paralelism', { question: 'Q', settings: { paralelism: 8 } }, 'Unknown field'],
    [
      'instructions.planner',
      { question: 'Q', instructions: { planner: 'x'.repeat(50_001) } },
      'At most 50,000',
    ],
  ])('names the field %s that it refuses', async (path, body, message) => {
    const response = await test.send('POST', '/api/sessions', body);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = (await response.json()) as {
      errors: { path: string; message: string }[];
      detail: string;
    };
    expect(problem).toMatchObject({ type: 'urn:sprintscope:problem:invalid-request', status: 400 });
    expect(problem.errors).toEqual([{ path, message: expect.stringContaining(message) }]);
    expect(problem.detail).toContain(path);
    expect(test.server.supervisor.running).toBe(0);
  });

  it('refuses a body over 1 MiB, wrong JSON, and other content types', async () => {
    const large = await test.send('POST', '/api/sessions', { question: 'x'.repeat(2_000_000) });
    expect(await large.json()).toMatchObject({ status: 413 });
    // Without content-length: the server counts the bytes as they arrive.
    const chunks = Array.from({ length: 30 }, () => new TextEncoder().encode('x'.repeat(100_000)));
    const streamed = await test.fetch('/api/sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Readable.toWeb(Readable.from(chunks)),
      duplex: 'half',
    } as unknown as RequestInit);
    expect(await streamed.json()).toMatchObject({ status: 413 });
    const json = { 'content-type': 'application/json' };
    const bad = await test.fetch('/api/sessions', { method: 'POST', headers: json, body: '{"question":' });
    expect(await bad.json()).toMatchObject({ status: 400, type: 'urn:sprintscope:problem:invalid-json' });
    const form = await test.fetch('/api/sessions', {
      method: 'POST',
      body: new URLSearchParams({ question: 'Q' }),
    });
    expect(form.status).toBe(415);
    const text = await test.fetch('/api/sessions', { method: 'POST', body: '{"question":"Q"}' });
    expect(text.status).toBe(415);
  });

  it('counts with the tokenizer that is named, and is closed with it after a crash', async () => {
    await test.close();
    const counterFor = (name: string) => ({ name, count: async () => (name === 'o200k' ? 7 : 3) });
    const dataDir = mkdtempSync(join(tmpdir(), 'sprintscope-tokenizer-'));
    test = await startTestServer({ dataDir, counterFor });
    const id = await create({ tokenizer: 'o200k' });
    expect((await test.runs.next()).options.counter.name).toBe('o200k');
    await create();
    expect((await test.runs.next()).options.counter.name).toBe('qwen3');
    // The log as a crash leaves it: it ends in the middle of the answer.
    const left = await test.server.store.events(id, -1, 10);
    await test.close();
    const store = await openSqliteStore(dataDir);
    const record = await store.session(id);
    await store.deleteSession(id);
    if (!record) throw new Error('gone');
    const events = left.map(({ json }) => JSON.parse(json) as TraceEvent);
    await store.importSession({ ...record, status: 'running', endedAt: null }, events, 'p');
    await store.close();
    test = await startTestServer({ dataDir, counterFor });
    expect(test.server.recovered).toEqual([id]);
    expect(await get(`/api/sessions/${id}`)).toMatchObject({
      status: 'interrupted',
      // Its text counts seven, and so does its thinking.
      metrics: { tokenizer: 'o200k', totalTokens: 14 },
    });
    await test.close();
    rmSync(dataDir, { recursive: true, force: true });
    test = await startTestServer();
  });

  it('refuses an endpoint that does not exist', async () => {
    const response = await test.send('POST', '/api/sessions', { question: 'Q', endpointId: 'nope' });
    expect(await response.json()).toMatchObject({
      status: 404,
      type: 'urn:sprintscope:problem:endpoint-not-found',
      detail: expect.stringContaining('nope'),
    });
  });

  it('refuses one more than the most at a time, until one has ended', async () => {
    await test.close();
    test = await startTestServer({ env: { SPRINT_MAX_RUNNING: '2' } });
    const attempts = await Promise.all(
      [1, 2, 3].map(() => test.send('POST', '/api/sessions', { question: 'Q' })),
    );
    expect(attempts.map((response) => response.status).sort()).toEqual([201, 201, 429]);
    const refused = attempts.find((response) => response.status === 429);
    expect(refused?.headers.get('retry-after')).toBe('5');
    expect(await refused?.json()).toMatchObject({
      detail: expect.stringContaining('2 sessions are running'),
    });
    (await test.runs.next()).end();
    const { sessions } = (await get('/api/sessions')) as { sessions: { id: string }[] };
    for (const { id } of sessions) await test.fetch(`/api/sessions/${id}/cancel`, { method: 'POST' });
    await create();
  });
});

describe('GET /api/sessions/:id', () => {
  it('has the answer and the metrics of the live log, then of the ended one', async () => {
    const id = await create();
    const run = await test.runs.next();
    run.write(3);
    // Visible once it is stored.
    await test.server.supervisor.live(id)?.waitBeyond(3, new AbortController().signal);
    expect(await get(`/api/sessions/${id}`)).toMatchObject({
      status: 'running',
      answer: null,
      lastSeq: 4,
      endedAt: null,
      metrics: { isEstimate: true },
    });
    run.write(1, 'so the answer is \\boxed{42}');
    run.end();
    await (await test.fetch(`/api/sessions/${id}/events`)).text();
    expect(await get(`/api/sessions/${id}`)).toMatchObject({
      status: 'done',
      answer: '42',
      answerIsInferred: false,
      lastSeq: 7,
      endedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      metrics: { isEstimate: false, totalTokens: 1, wallClockMs: 70 },
    });
  });

  it('an answer that only the last sentence states is inferred', async () => {
    const id = await create();
    const run = await test.runs.next();
    run.write(1, 'We add and find that the answer is 17.');
    run.end();
    await (await test.fetch(`/api/sessions/${id}/events`)).text();
    expect(await get(`/api/sessions/${id}`)).toMatchObject({ answer: '17', answerIsInferred: true });
  });

  it('404 as problem details', async () => {
    for (const path of ['', '/events', '/export'])
      expect(await get(`/api/sessions/none${path}`)).toMatchObject({
        status: 404,
        type: 'urn:sprintscope:problem:session-not-found',
      });
    expect(await get('/api/nothing/here')).toMatchObject({ status: 404 });
  });
});

describe('GET /api/sessions', () => {
  it('pages newest first; the cursor stays good while sessions come and go', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index++) {
      ids.unshift(await create({ question: `Q${index}` }));
      (await test.runs.next()).end();
    }
    type Page = { sessions: { id: string }[]; nextCursor: string | null };
    const first = (await get('/api/sessions?limit=2')) as unknown as Page;
    await create();
    await test.fetch(`/api/sessions/${first.sessions[1]?.id}`, { method: 'DELETE' });
    const second = (await get(`/api/sessions?limit=2&cursor=${first.nextCursor}`)) as unknown as Page;
    const third = (await get(`/api/sessions?limit=2&cursor=${second.nextCursor}`)) as unknown as Page;
    const seen = [first, second, third].flatMap((page) => page.sessions.map((session) => session.id));
    expect(seen).toEqual(ids);
    expect(third.nextCursor).toBeNull();
  });

  it.each(['limit=0', 'limit=201', 'limit=many', 'cursor=garbage'])('refuses %s by name', async (query) => {
    const problem = await get(`/api/sessions?${query}`);
    expect(problem).toMatchObject({ status: 400, errors: [{ path: query.split('=')[0] }] });
  });

  it('lists metrics without the table of stages', async () => {
    const id = await create();
    const run = await test.runs.next();
    run.emit({ type: 'stage-start', stage: 1 });
    run.end();
    await (await test.fetch(`/api/sessions/${id}/events`)).text();
    const { sessions } = (await get('/api/sessions')) as unknown as { sessions: Record<string, unknown>[] };
    expect(sessions[0]?.metrics).toMatchObject({ totalTokens: 1 });
    expect(sessions[0]?.metrics).not.toHaveProperty('perStage');
    expect((await get(`/api/sessions/${id}`)).metrics).toHaveProperty('perStage');
  });

  it('lists the two of a pair', async () => {
    const pair = [await create({ pairId: 'p1' }), await create({ pairId: 'p1' })];
    await create();
    const { sessions } = (await get('/api/sessions?pairId=p1')) as unknown as { sessions: { id: string }[] };
    expect(sessions.map((session) => session.id).sort()).toEqual(pair.sort());
  });
});

describe('PATCH, cancel, DELETE', () => {
  it('renames, tags and clears', async () => {
    const id = await create();
    const change = { title: ' New name ', tags: ['x', 'y'], pairId: 'p' };
    const changed = await (await test.send('PATCH', `/api/sessions/${id}`, change)).json();
    expect(changed).toMatchObject({ ...change, title: 'New name' });
    const cleared = await (
      await test.send('PATCH', `/api/sessions/${id}`, { title: null, pairId: null })
    ).json();
    expect(cleared).toMatchObject({ title: null, pairId: null, tags: ['x', 'y'] });
    const refused = await test.send('PATCH', `/api/sessions/${id}`, { status: 'done' });
    expect(await refused.json()).toMatchObject({ status: 400, errors: [{ path: 'status' }] });
    expect((await test.send('PATCH', '/api/sessions/none', { title: 'x' })).status).toBe(404);
  });

  it('cancelling ends the run and answers with the ended session; again changes nothing', async () => {
    const id = await create();
    const { options } = await test.runs.next();
    const cancelled = await test.fetch(`/api/sessions/${id}/cancel`, { method: 'POST' });
    expect(await cancelled.json()).toMatchObject({ status: 'cancelled' });
    expect(options.signal.aborted).toBe(true);
    expect(test.server.supervisor.running).toBe(0);
    const again = await test.fetch(`/api/sessions/${id}/cancel`, { method: 'POST' });
    expect(await again.json()).toMatchObject({ status: 'cancelled' });
  });

  it('deleting a running session stops it first', async () => {
    const id = await create();
    const { options } = await test.runs.next();
    expect((await test.fetch(`/api/sessions/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(options.signal.aborted).toBe(true);
    expect((await test.fetch(`/api/sessions/${id}`)).status).toBe(404);
    expect(await test.server.store.events(id, -1, 10)).toEqual([]);
    expect((await test.fetch(`/api/sessions/${id}`, { method: 'DELETE' })).status).toBe(404);
  });
});

describe('GET /api/health', () => {
  it('says that it runs, which version and how much', async () => {
    await create();
    expect(await get('/api/health')).toEqual({
      status: 'ok',
      version: '0.0.0',
      sessionsRunning: 1,
      storage: { state: 'ok' },
    });
  });
});
