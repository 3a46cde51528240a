import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '#components/api/api-error.ts';
import { api } from '#components/api/client.ts';
import { startTestServer, type TestServer } from '#lib/server/testing/test-server.ts';

/** The browser's side of the API against the real server: each must accept what the other sends. */
const realFetch = globalThis.fetch;
let test: TestServer;
beforeEach(async () => {
  test = await startTestServer();
  // Pages request paths on their own origin; the test server needs the real `fetch`.
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) => realFetch(new URL(path, test.origin), init));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await test.close();
});

const question = 'What is six times seven?';
const trajectory = `<Question>${question}</Question><think><Plan_1> <prompt_1.1> Multiply. </prompt_1.1> </Plan_1>
<Execution_1> <execution_1.1> 42 </execution_1.1> </Execution_1> <Final_answer> \\boxed{42} </Final_answer></think>`;
const thought = { text: 'It is \\boxed{41}.', kind: 'sequential', question } as const;

describe('imports', () => {
  it('one text, then a batch that pairs with it', async () => {
    const first = await api.importTrace({
      text: trajectory,
      name: 'a.txt',
      expected: '42',
      tokenizer: 'o200k',
    });
    expect(first.traces).toHaveLength(1);
    const [second, third] = await api.importTraces({
      traces: [
        { ...thought, record: 2 },
        { text: '{}', kind: 'log', name: 'x.jsonl' },
      ],
    });
    expect(second).toMatchObject({ id: expect.any(String), pairId: expect.any(String) });
    expect(third).toMatchObject({ problem: { type: 'invalid-log', place: { path: 'x.jsonl' } } });
    const session = await api.getSession(first.id);
    expect(session).toMatchObject({ correct: true, expected: '42', sourceName: 'a.txt', question });
    expect(session.pair).toMatchObject([{ strategy: 'sequential', status: 'done' }]);
  });

  it('what cannot be read comes as an error with its problems', async () => {
    const failure = await api.importTrace({ text: ' ', name: 'a.txt' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({ status: 422, problems: [{ type: 'empty', place: { path: 'a.txt' } }] });
  });
});

describe('the library', () => {
  it('lists, finds, changes and exports many', async () => {
    const { id } = await api.importTrace({ text: trajectory });
    const [other] = await api.importTraces({ traces: [thought] });
    const otherId = other && 'id' in other ? other.id : '';
    const { rows, total, nextCursor } = await api.listLibrary({ limit: 2000 });
    expect([rows.length, total, nextCursor]).toEqual([2, 2, null]);
    expect(rows.find((row) => row.id === id)).toMatchObject({ stages: 1, stagePrompts: [1], answer: '42' });
    const found = await api.listFindings({ limit: 10 });
    expect(found.sessions.length).toBeGreaterThan(0);
    expect(found.sessions.every(({ findings }) => findings.length > 0)).toBe(true);
    expect(await api.bulk([id, otherId, 'none'], { action: 'tag', tags: ['a'] })).toMatchObject({ done: 2 });
    expect(await api.bulk([id, otherId], { action: 'pair' })).toEqual({ done: 2, failed: [] });
    await api.updateSession(otherId, { expected: '42' });
    const [changed] = (await api.listLibrary()).rows.filter((row) => row.id === otherId);
    expect(changed).toMatchObject({ tags: ['a'], expected: '42', correct: false });
    const zip = await api.exportSessions([id, otherId], 'transcript');
    expect(Object.keys(unzipSync(new Uint8Array(await zip.arrayBuffer())))).toHaveLength(2);
    expect((await fetch(api.exportPath(id, 'log'))).status).toBe(200);
    expect(await api.bulk([id, otherId], { action: 'delete' })).toEqual({ done: 2, failed: [] });
  });
});

it('a running session, a tokenizer for it, and the default endpoint', async () => {
  const { id } = await api.createSession({
    question: 'Q',
    strategy: 'sprint',
    tokenizer: 'o200k',
    expected: '7',
  });
  expect(await api.getSession(id)).toMatchObject({
    status: 'running',
    expected: '7',
    correct: null,
    findings: [],
  });
  expect((await api.listLibrary()).rows).toMatchObject([{ id, status: 'running' }]);
  const endpoint = await api.createEndpoint({
    ...{ name: 'Lab', baseUrl: 'http://127.0.0.1:9/v1', model: 'm', mode: 'prompted', contextWindow: null },
    timeouts: { firstTokenMs: 1000, stallMs: 1000, totalMs: 1000 },
  });
  expect(await api.setDefaultEndpoint(endpoint.id)).toMatchObject({ defaultEndpointId: endpoint.id });
  expect(await api.setDefaultEndpoint(null)).toMatchObject({ defaultEndpointId: 'built-in' });
});
