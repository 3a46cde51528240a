import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rejects, reply } from '#lib/models/testing/behaviours.ts';
import {
  type MisbehavingEndpoint,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

interface Note {
  code: string;
  explanation: string;
  since: string;
  model: string;
  api: string;
}

let dataDir: string;
let model: MisbehavingEndpoint;
let test: TestServer;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'sprintscope-learned-'));
  model = await startMisbehavingEndpoint(
    (request) => rejects(request, ['temperature']) ?? reply('Easy.</think>1, 2, 3'),
  );
  test = await startTestServer({ dataDir });
});
afterEach(async () => {
  await test.close();
  await model.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function notesOf(id: string): Promise<Note[]> {
  const { endpoints } = (await (await test.fetch('/api/endpoints')).json()) as {
    endpoints: { id: string; learned: Note[] }[];
  };
  return endpoints.find((endpoint) => endpoint.id === id)?.learned ?? [];
}
const codesOf = async (id: string) => (await notesOf(id)).map(({ code }) => code);
const taught = ['parameter-dropped', 'thinking-opened-by-template'];

async function taughtEndpoint(): Promise<string> {
  const definition = { name: 'Lab', baseUrl: model.baseUrl, model: 'm-1', apiKey: 'sk-canary-77' };
  const { id } = (await (await test.send('POST', '/api/endpoints', definition)).json()) as { id: string };
  expect(await notesOf(id)).toEqual([]);
  const answer = await test.send('POST', `/api/endpoints/${id}/test`);
  expect(((await answer.json()) as { notices: Note[] }).notices.map(({ code }) => code)).toEqual(taught);
  expect(await codesOf(id)).toEqual(taught);
  return id;
}

describe('what an endpoint taught', () => {
  it('is told in plain words with its date, and outlives the process', async () => {
    const id = await taughtEndpoint();
    const before = await notesOf(id);
    expect(before[0]).toMatchObject({ model: 'm-1', api: 'chat' });
    expect(before[0]?.explanation).toContain('“temperature”');
    expect(Date.parse(before[0]?.since ?? '')).toBeGreaterThan(0);

    await test.close();
    test = await startTestServer({ dataDir });
    expect(await notesOf(id)).toEqual(before);
    const asked = model.requests.length;
    await test.send('POST', `/api/endpoints/${id}/test`);
    expect(model.requests).toHaveLength(asked + 1);
    expect(model.requests.at(-1)?.body).not.toHaveProperty('temperature');
  });

  it('is forgotten when asked, for good, and learned anew', async () => {
    const id = await taughtEndpoint();
    expect((await test.send('DELETE', `/api/endpoints/${id}/learned`)).status).toBe(204);
    expect(await notesOf(id)).toEqual([]);
    await test.close();
    test = await startTestServer({ dataDir });
    expect(await notesOf(id)).toEqual([]);
    await test.send('POST', `/api/endpoints/${id}/test`);
    expect(await codesOf(id)).toEqual(taught);
  });

  it.each([
    ['address', (url: string) => ({ baseUrl: url.replace('/v1', '/other') })],
    ['model', () => ({ model: 'm-2' })],
  ])('is forgotten when its %s changes, and when only its name does not', async (_, change) => {
    const id = await taughtEndpoint();
    await test.send('PATCH', `/api/endpoints/${id}`, { name: 'Laboratory' });
    expect(await codesOf(id)).toEqual(taught);
    await test.send('PATCH', `/api/endpoints/${id}`, change(model.baseUrl));
    expect(await notesOf(id)).toEqual([]);
    await test.send('PATCH', `/api/endpoints/${id}`, { model: 'm-1', baseUrl: model.baseUrl });
    expect(await notesOf(id)).toEqual([]);
  });

  it('goes with the endpoint, and of one that is not there nothing can be forgotten', async () => {
    const id = await taughtEndpoint();
    await test.send('DELETE', `/api/endpoints/${id}`);
    await test.server.close();
    expect(await codesInStore()).toEqual([]);
    test = await startTestServer({ dataDir });
    expect((await test.send('DELETE', `/api/endpoints/${id}/learned`)).status).toBe(404);
  });

  it('a stored value that cannot be read is as if there was none', async () => {
    const id = await taughtEndpoint();
    await test.server.store.setMeta('learned', '{"entries": [1, {"key": "x"}]}');
    await test.close();
    test = await startTestServer({ dataDir });
    expect(await notesOf(id)).toEqual([]);
    expect(test.reports).toEqual([]);
  });
});

async function codesInStore(): Promise<unknown[]> {
  const again = await startTestServer({ dataDir });
  const text = await again.server.store.meta('learned');
  await again.close();
  return (JSON.parse(text ?? '{"entries":[]}') as { entries: unknown[] }).entries;
}
