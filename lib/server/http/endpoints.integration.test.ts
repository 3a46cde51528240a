import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const CANARY = 'sk-canary-9f3b7c1d5e';
const HEADER_CANARY = 'header-canary-5e1d9c3b7a';
const ENVIRONMENT_CANARY = 'sk-environment-4a8d2f6b';
const definition = { name: 'Lab', baseUrl: 'http://127.0.0.1:9/v1/chat/completions', model: 'm-1' };

let test: TestServer;
beforeEach(async () => {
  test = await startTestServer();
});
afterEach(() => test.close());

type Json = Record<string, unknown>;
const get = async (path: string) => (await (await test.fetch(path)).json()) as Json;
const send = async (method: string, path: string, body?: unknown) =>
  (await (await test.send(method, path, body)).json()) as Json;

describe('endpoints', () => {
  it('the built-in is there first and is the default', async () => {
    expect(await get('/api/endpoints')).toMatchObject({
      defaultEndpointId: 'built-in',
      endpoints: [{ id: 'built-in', kind: 'built-in', source: 'built-in', hasKey: false }],
    });
  });

  it('none is saved at a link-local or metadata address, in any spelling', async () => {
    const { id } = await send('POST', '/api/endpoints', definition);
    const refusals = [
      '169.254.169.254',
      '0xa9fea9fe',
      '[::ffff:169.254.169.254]',
      'metadata.google.internal',
    ];
    for (const host of refusals) {
      const baseUrl = `http://${host}/v1`;
      for (const answer of [
        await test.send('POST', '/api/endpoints', { ...definition, baseUrl }),
        await test.send('PATCH', `/api/endpoints/${id}`, { baseUrl }),
      ]) {
        expect(answer.status).toBe(400);
        const { errors } = (await answer.json()) as { errors: { path: string; message: string }[] };
        expect(errors).toMatchObject([
          { path: 'baseUrl', message: expect.stringContaining('SPRINT_ALLOWED_ENDPOINTS') },
        ]);
      }
    }
  });

  it('one is created with defaults, changed, and deleted', async () => {
    const created = await send('POST', '/api/endpoints', { ...definition, apiKey: CANARY });
    expect(created).toMatchObject({
      name: 'Lab',
      baseUrl: 'http://127.0.0.1:9/v1',
      mode: 'prompted',
      contextWindow: null,
      source: 'settings',
      hasKey: true,
    });
    const path = `/api/endpoints/${created.id}`;
    expect(await send('PATCH', path, { name: 'New', timeouts: { stallMs: 1000 } })).toMatchObject({
      name: 'New',
      model: 'm-1',
      hasKey: true,
      timeouts: { stallMs: 1000, firstTokenMs: (created.timeouts as Json).firstTokenMs },
    });
    expect((await test.fetch(path, { method: 'DELETE' })).status).toBe(204);
    expect((await get('/api/endpoints')).endpoints).toHaveLength(1);
    expect(await send('PATCH', path, { name: 'x' })).toMatchObject({ status: 404 });
  });

  it('a key is set, kept, cleared; and dropped when the address moves to another server', async () => {
    const { id } = await send('POST', '/api/endpoints', { ...definition, apiKey: CANARY });
    const path = `/api/endpoints/${id}`;
    const key = async () => (await test.server.endpoints.get(String(id))).apiKey;
    await send('PATCH', path, { model: 'm-2', baseUrl: 'http://127.0.0.1:9/other/v1' });
    expect(await key()).toBe(CANARY);
    expect(await send('PATCH', path, { baseUrl: 'http://127.0.0.1:10/v1' })).toMatchObject({ hasKey: false });
    await send('PATCH', path, { apiKey: ` ${CANARY} ` });
    expect(await key()).toBe(CANARY);
    expect(await send('PATCH', path, { apiKey: null })).toMatchObject({ hasKey: false });
    await send('PATCH', path, { baseUrl: 'http://127.0.0.1:11/v1', apiKey: CANARY });
    expect(await key()).toBe(CANARY);
  });

  it.each([
    ['name', { ...definition, name: '' }],
    ['baseUrl', { ...definition, baseUrl: 'localhost:8000' }],
    ['baseUrl', { ...definition, baseUrl: 'ftp://host/v1' }],
    ['baseUrl', { ...definition, baseUrl: `http://user:${CANARY}@host/v1` }],
    ['model', { name: 'x', baseUrl: 'http://host/v1' }],
    ['mode', { ...definition, mode: 'magic' }],
    ['contextWindow', { ...definition, contextWindow: 1.5 }],
    ['timeouts.stallMs', { ...definition, timeouts: { stallMs: -1 } }],
    ['apiKey', { ...definition, apiKey: `${CANARY} and more` }],
    ['source', { ...definition, source: 'built-in' }],
  ])('refuses a wrong %s by name, without repeating a key', async (path, body) => {
    const response = await test.send('POST', '/api/endpoints', body);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ status: 400, errors: [{ path }] });
    expect(text).not.toContain(CANARY);
  });

  it('the built-in and those of the environment cannot be changed', async () => {
    await test.close();
    test = await startTestServer({
      env: { SPRINT_BASE_URL: 'http://127.0.0.1:9/v1', SPRINT_MODEL: 'env-model' },
    });
    for (const id of ['built-in', 'environment'])
      for (const method of ['PATCH', 'DELETE'])
        expect(await send(method, `/api/endpoints/${id}`, { name: 'x' })).toMatchObject({
          status: 409,
          type: 'urn:sprintscope:problem:endpoint-read-only',
        });
  });
});

describe('what people set for an endpoint', () => {
  const settings = {
    preset: 'vllm',
    extraBody: { planner: { top_p: 0.9 }, executor: { seed: 1 } },
    price: { inputPerMillion: 0.5, outputPerMillion: 2 },
    reasoningEffort: 'low',
    instructions: { planner: 'Hand out work.', executor: 'Do it.' },
  };

  it('is stored and answered, of headers the names only; what is left out stays, null clears', async () => {
    const headers = { 'x-api-key': CANARY, 'HTTP-Referer': 'http://localhost:3000' };
    const created = await send('POST', '/api/endpoints', { ...definition, ...settings, headers });
    expect(created).toMatchObject({ ...settings, headerNames: ['x-api-key', 'HTTP-Referer'] });
    const path = `/api/endpoints/${created.id}`;
    expect(await send('PATCH', path, { name: 'New' })).toMatchObject(settings);
    const changed = await send('PATCH', path, {
      headers: { 'X-API-Key': 'other-key', 'http-referer': null },
    });
    expect(changed).toMatchObject({ headerNames: ['X-API-Key'] });
    expect((await test.server.endpoints.get(String(created.id))).headers).toEqual({
      'X-API-Key': 'other-key',
    });
    const cleared = { preset: null, extraBody: null, price: null, instructions: null, headers: null };
    const bare = await send('PATCH', path, { ...cleared, reasoningEffort: 'default' });
    for (const name of ['preset', 'extraBody', 'price', 'instructions'])
      expect(bare).not.toHaveProperty(name);
    expect(bare).toMatchObject({ headerNames: [], reasoningEffort: 'default' });
    expect(JSON.stringify([created, changed, bare])).not.toContain(CANARY);
  });

  it('headers do not follow the address to another server, those sent along do', async () => {
    const { id } = await send('POST', '/api/endpoints', { ...definition, headers: { 'x-api-key': CANARY } });
    const path = `/api/endpoints/${id}`;
    const stored = async () => (await test.server.endpoints.get(String(id))).headers;
    await send('PATCH', path, { baseUrl: 'http://127.0.0.1:9/other/v1' });
    expect(await stored()).toEqual({ 'x-api-key': CANARY });
    const moved = { baseUrl: 'http://127.0.0.1:10/v1', headers: { 'api-version': '2' } };
    expect(await send('PATCH', path, moved)).toMatchObject({ headerNames: ['api-version'] });
    expect(await stored()).toEqual({ 'api-version': '2' });
  });

  it.each([
    ['extraBody.planner', { extraBody: { planner: { messages: [] } } }],
    ['extraBody.executor', { extraBody: { executor: 'x' } }],
    ['headers.Host', { headers: { Host: 'x' } }],
    ['headers.x-key', { headers: { 'x-key': `${CANARY}\nx-other: 1` } }],
    ['headers.X-Key', { headers: { 'x-key': 'one', 'X-Key': CANARY } }],
    ['price.outputPerMillion', { price: { inputPerMillion: 1, outputPerMillion: -1 } }],
    ['reasoningEffort', { reasoningEffort: 'much' }],
    ['instructions.planner', { instructions: { planner: 'x'.repeat(50_001) } }],
    ['preset', { preset: 'none-such' }],
  ])('refuses a wrong %s by name, without repeating a value', async (path, body) => {
    const response = await test.send('POST', '/api/endpoints', { ...definition, ...body });
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ status: 400, errors: [{ path }] });
    expect(text).not.toContain(CANARY);
  });

  it('one stored before there was any of it is there as before', async () => {
    const timeouts = { firstTokenMs: 1000, stallMs: 1000, totalMs: 1000 };
    const old = {
      ...definition,
      baseUrl: 'http://127.0.0.1:9/v1',
      mode: 'prompted',
      contextWindow: null,
      timeouts,
    };
    const record = { apiKey: CANARY, createdAt: '2026-11-23T00:00:00.000Z' };
    await test.server.store.saveEndpoint({ id: 'old', definition: old, ...record });
    await test.server.store.saveEndpoint({ id: 'odd', definition: { ...old, price: 'free' }, ...record });
    expect((await get('/api/endpoints')).endpoints).toMatchObject([
      { id: 'built-in' },
      { id: 'odd', name: 'Lab' },
      { id: 'old', name: 'Lab', hasKey: true, headerNames: [] },
    ]);
  });

  it('reaches a session: prices, extra fields and texts, unless the session has its own', async () => {
    const one = await send('POST', '/api/endpoints', { ...definition, ...settings });
    const two = await send('POST', '/api/endpoints', {
      ...definition,
      instructions: { executor: 'Second.' },
    });
    const body = { question: 'Q', endpointId: one.id, executorEndpointId: two.id };
    await send('POST', '/api/sessions', body);
    const { planner, executor, instructions } = (await test.runs.next()).options;
    expect(planner.info).toMatchObject({
      price: settings.price,
      extraBody: { top_p: 0.9, reasoning_effort: 'low' },
    });
    expect(executor.info).not.toHaveProperty('price');
    expect(instructions).toMatchObject({ planner: 'Hand out work.', executor: 'Second.' });
    await send('POST', '/api/sessions', { ...body, model: 'other', instructions: { planner: 'Mine.' } });
    const { options } = await test.runs.next();
    expect(options.instructions).toMatchObject({ planner: 'Mine.', executor: 'Second.' });
    // Another model has another price.
    expect(options.planner.info).not.toHaveProperty('price');
  });
});

describe('which endpoint a session uses', () => {
  async function startedWith(body: Json) {
    await send('POST', '/api/sessions', { question: 'Q', ...body });
    const { planner, executor } = (await test.runs.next()).options;
    return [planner.info, executor.info];
  }

  it('the environment’s, with its executor; a named model applies to both roles', async () => {
    await test.close();
    const env = {
      SPRINT_BASE_URL: 'http://127.0.0.1:9/v1',
      SPRINT_MODEL: 'big',
      SPRINT_EXECUTOR_MODEL: 'small',
      SPRINT_MODE: 'native',
    };
    test = await startTestServer({ env });
    expect(await get('/api/endpoints')).toMatchObject({ defaultEndpointId: 'environment' });
    expect(await startedWith({})).toMatchObject([
      { model: 'big', mode: 'native', ruleBased: false, baseUrl: 'http://127.0.0.1:9/v1' },
      { model: 'small' },
    ]);
    expect(await startedWith({ model: 'other' })).toMatchObject([{ model: 'other' }, { model: 'other' }]);
    expect(await startedWith({ executorModel: 'tiny' })).toMatchObject([{ model: 'big' }, { model: 'tiny' }]);
    expect(await startedWith({ endpointId: 'built-in' })).toMatchObject([
      { ruleBased: true },
      { ruleBased: true },
    ]);
  });

  it('the chosen default, as long as it is there', async () => {
    const choose = (endpointId: unknown) => send('PATCH', '/api/endpoints/default', { endpointId });
    const one = await send('POST', '/api/endpoints', definition);
    expect(await choose(one.id)).toMatchObject({ defaultEndpointId: one.id });
    expect(await startedWith({})).toMatchObject([{ model: 'm-1' }, { model: 'm-1' }]);
    expect(await startedWith({ endpointId: 'built-in' })).toMatchObject([{ ruleBased: true }, {}]);
    expect(await choose('none')).toMatchObject({ status: 404 });
    expect(await choose(7)).toMatchObject({ status: 400, errors: [{ path: 'endpointId' }] });
    expect(await get('/api/endpoints')).toMatchObject({ defaultEndpointId: one.id });
    await test.fetch(`/api/endpoints/${one.id}`, { method: 'DELETE' });
    expect(await get('/api/endpoints')).toMatchObject({ defaultEndpointId: 'built-in' });
    await choose((await send('POST', '/api/endpoints', definition)).id);
    expect(await choose(null)).toMatchObject({ defaultEndpointId: 'built-in' });
  });

  it('planner and executor may differ in endpoint and mode', async () => {
    const one = await send('POST', '/api/endpoints', { ...definition, contextWindow: 4096 });
    const two = await send('POST', '/api/endpoints', { ...definition, name: 'Two', mode: 'native' });
    expect(await startedWith({ endpointId: one.id, executorEndpointId: two.id })).toMatchObject([
      { endpointName: 'Lab', mode: 'prompted', contextWindow: 4096 },
      { endpointName: 'Two', mode: 'native' },
    ]);
  });
});

describe('POST /api/endpoints/:id/test', () => {
  it('reports time to first token and pace of one small request', async () => {
    const seen: string[] = [];
    const upstream = createServer((incoming, outgoing) => {
      seen.push(incoming.headers.authorization ?? '');
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const text of ['one', ' two', ' three'])
        outgoing.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: text } }] })}\n\n`);
      outgoing.write('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n');
      outgoing.end('data: [DONE]\n\n');
    });
    await new Promise<void>((resolve) => {
      upstream.listen(0, '127.0.0.1', resolve);
    });
    const baseUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1`;
    const { id } = await send('POST', '/api/endpoints', { ...definition, baseUrl, apiKey: CANARY });
    const result = await send('POST', `/api/endpoints/${id}/test`, {});
    expect(result).toMatchObject({ ok: true, text: 'one two three', timeToFirstTokenMs: expect.any(Number) });
    expect(seen).toEqual([`Bearer ${CANARY}`]);
    upstream.closeAllConnections();
    upstream.close();
  });

  it('what it learned about an endpoint spares a session the rejected request', async () => {
    const bodies: Json[] = [];
    const upstream = createServer(async (incoming, outgoing) => {
      let text = '';
      for await (const chunk of incoming) text += chunk;
      const body = JSON.parse(text) as Json;
      bodies.push(body);
      if ('temperature' in body) {
        outgoing.writeHead(400, { 'content-type': 'application/json' });
        const message = "Unsupported parameter: 'temperature' is not supported with this model.";
        outgoing.end(
          JSON.stringify({ error: { message, param: 'temperature', code: 'unsupported_parameter' } }),
        );
        return;
      }
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      outgoing.write('data: {"choices":[{"index":0,"delta":{"content":"one"},"finish_reason":"stop"}]}\n\n');
      outgoing.end('data: [DONE]\n\n');
    });
    await new Promise<void>((resolve) => {
      upstream.listen(0, '127.0.0.1', resolve);
    });
    const baseUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1`;
    const { id } = await send('POST', '/api/endpoints', { ...definition, baseUrl });
    await send('POST', `/api/endpoints/${id}/test`, {});
    expect(bodies.map((body) => 'temperature' in body)).toEqual([true, false]);
    await send('POST', '/api/sessions', { question: 'Q', endpointId: id });
    const { planner, signal } = (await test.runs.next()).options;
    const input = { kind: 'chat', messages: [{ role: 'user', content: 'Q' }] } as const;
    const options = { input, stop: [], maxTokens: 9, temperature: 0.6, signal };
    for await (const part of planner.guarded.call(options)) expect(part.type).not.toBe('error');
    expect(bodies.map((body) => 'temperature' in body)).toEqual([true, false, false]);
    upstream.closeAllConnections();
    upstream.close();
  });

  it('an endpoint that does not answer is a 502 with the remedy', async () => {
    const { id } = await send('POST', '/api/endpoints', definition);
    expect(await send('POST', `/api/endpoints/${id}/test`, {})).toMatchObject({
      status: 502,
      type: 'urn:sprintscope:problem:endpoint-unreachable',
      remedy: expect.any(String),
    });
  });
});

describe('POST /api/endpoints/discover', () => {
  it('answers with what it found on this machine', async () => {
    expect(await send('POST', '/api/endpoints/discover', {})).toEqual({ servers: expect.any(Array) });
  });
});

describe('keys', () => {
  it('appear in no response, report or export, and in no file once deleted', async () => {
    await test.close();
    const env = {
      SPRINT_BASE_URL: 'http://127.0.0.1:9/v1',
      SPRINT_MODEL: 'm',
      SPRINT_API_KEY: ENVIRONMENT_CANARY,
    };
    test = await startTestServer({ env });
    const answers: string[] = [];
    const ask = async (method: string, path: string, body?: unknown) => {
      const response = await test.send(method, path, body);
      const text = await response.text();
      answers.push(JSON.stringify([...response.headers]), text);
      return text.startsWith('{') ? (JSON.parse(text.split('\n')[0] ?? '') as Json) : {};
    };
    const { id } = await ask('POST', '/api/endpoints', {
      ...definition,
      apiKey: CANARY,
      headers: { 'x-key': HEADER_CANARY },
    });
    await ask('GET', '/api/endpoints');
    await ask('PATCH', `/api/endpoints/${id}`, { name: 'Renamed' });
    await ask('PATCH', `/api/endpoints/${id}`, { apiKey: `${CANARY}\n${CANARY}` });
    await ask('POST', `/api/endpoints/${id}/test`, {});
    await ask('POST', '/api/endpoints/environment/test', {});
    await ask('PATCH', '/api/endpoints/environment', { apiKey: null });
    for (const endpointId of [id, 'environment']) {
      const session = await ask('POST', '/api/sessions', { question: 'Q', endpointId });
      const run = await test.runs.next();
      run.crash(new Error('a defect of ours'));
      for (const path of ['', '/events', '/export', '/export?format=transcript'])
        await ask('GET', `/api/sessions/${session.id}${path}`);
    }
    await ask('GET', '/api/sessions');
    await ask('GET', '/api/health');
    expect(test.reports).toHaveLength(2);
    const everything = [...answers, ...test.reports].join('\n');
    expect(everything.length).toBeGreaterThan(5000);
    expect(everything).not.toContain('canary');
    expect(everything).not.toContain('sk-environment');
    await ask('DELETE', `/api/endpoints/${id}`);
    await test.server.close();
    // A deleted key is overwritten in the database too, not only unlinked.
    for (const file of readdirSync(test.dataDir)) {
      const bytes = readFileSync(join(test.dataDir, file));
      for (const key of [CANARY, HEADER_CANARY, ENVIRONMENT_CANARY])
        expect(bytes.includes(key), file).toBe(false);
    }
  });
});

describe('foreign requests', () => {
  it('are refused on every route before anything is done', async () => {
    const evil = { origin: 'https://evil.example', 'content-type': 'application/json' };
    const body = JSON.stringify({ question: 'Q' });
    for (const path of ['/api/health', '/api/sessions', '/api/endpoints', '/api/sessions/x/events'])
      expect((await test.fetch(path, { headers: evil })).status).toBe(403);
    for (const path of ['/api/sessions', '/api/endpoints/discover', '/api/sessions/x/cancel'])
      expect((await test.fetch(path, { method: 'POST', headers: evil, body })).status).toBe(403);
    expect(test.server.supervisor.running).toBe(0);
  });
});
