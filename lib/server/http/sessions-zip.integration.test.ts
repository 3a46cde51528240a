import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
let ids: string[];
beforeEach(async () => {
  test = await startTestServer();
  const texts = [
    'Six sevens are \\boxed{42}.',
    `Long 🧮 ${'and 数学 longer '.repeat(5_000)}, so \\boxed{1}.`,
  ];
  const traces = texts.map((text) => ({
    text,
    kind: 'sequential',
    question: 'What is it?',
    title: 'Same name',
  }));
  const response = await test.send('POST', '/api/traces/batch', { traces });
  ids = ((await response.json()) as { results: { id: string }[] }).results.map(({ id }) => id);
});
afterEach(() => test.close());

const zipOf = async (body: unknown) => {
  const response = await test.send('POST', '/api/sessions/export', body);
  expect(response.headers.get('content-type')).toBe('application/zip');
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
};

describe('POST /api/sessions/export', () => {
  it('a zip with a file each, named alike but apart, the same bytes as a single export', async () => {
    for (const [format, extension] of [
      ['log', 'jsonl'],
      ['transcript', 'txt'],
    ] as const) {
      const files = await zipOf({ ids, format });
      expect(Object.keys(files)).toEqual(ids.map((id) => `Same-name-${id}.${extension}`));
      for (const id of ids) {
        const single = await test.fetch(`/api/sessions/${id}/export?format=${format}`);
        expect(files[`Same-name-${id}.${extension}`]).toBe(await single.text());
      }
    }
  });

  it('says what is not in it, and a session asked for twice is once in it', async () => {
    const files = await zipOf({ ids: ['none', ids[0], ids[0]] });
    expect(Object.keys(files)).toEqual([`Same-name-${ids[0]}.jsonl`, 'not-exported.json']);
    expect(JSON.parse(files['not-exported.json'] ?? '')).toEqual([
      { id: 'none', reason: expect.stringContaining('no such session') },
    ]);
  });

  it('what was exported can be imported again', async () => {
    const response = await test.send('POST', '/api/sessions/export', { ids });
    const again = await test.fetch('/api/traces?name=all.zip', {
      method: 'POST',
      body: await response.blob(),
    });
    expect(again.status).toBe(201);
    const { traces } = (await again.json()) as { traces: { id?: string }[] };
    expect(traces.map(({ id }) => typeof id)).toEqual(['string', 'string']);
  });

  it('a client that hangs up ends it', async () => {
    const abort = new AbortController();
    const response = await fetch(`${test.origin}/api/sessions/export`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ids }),
      signal: abort.signal,
    });
    await response.body?.getReader().read();
    abort.abort();
    expect((await test.fetch('/api/health')).status).toBe(200);
    expect(test.reports).toEqual([]);
  });

  it('refuses what it cannot do, before it begins', async () => {
    const problem = async (body: unknown) => (await test.send('POST', '/api/sessions/export', body)).json();
    expect(await problem({ ids: ['none'] })).toMatchObject({ status: 404 });
    expect(await problem({ ids, format: 'pdf' })).toMatchObject({
      status: 400,
      errors: [{ path: 'format' }],
    });
    expect(await problem({ ids: [] })).toMatchObject({ status: 400, errors: [{ path: 'ids' }] });
  });
});
