import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import { profiles } from '#lib/contract/curation-settings.ts';
import { curationClient, dataSet, sequentialTrace } from '../testing/curation-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let client: ReturnType<typeof curationClient>;
beforeAll(async () => {
  server = await startTestServer();
  client = curationClient(server.origin);
});
afterAll(() => server.close());
afterEach(() => expect(server.reports).toEqual([]));

const done = ({ status }: CurationBatch) => status === 'done';
const act = (id: string, action: string, body: object = {}) =>
  client.ask<CurationBatch>('POST', `batches/${id}/${action}`, body);
const status = async (method: string, path: string, body?: unknown) => {
  const response = await server.send(method, `/api/curation/${path}`, body);
  return {
    status: response.status,
    ...((await response.json()) as { type: string; errors?: { path: string }[] }),
  };
};

describe('a batch by rules', () => {
  it('takes every row once, in order, and counts what became of them', async () => {
    const broken = 'this is no JSON';
    const wrong = JSON.stringify({ question: 'Q', trace: sequentialTrace(), answer: 'certainly not' });
    const id = await client.createBatch([dataSet(40), broken, wrong].join('\n'), { name: 'Products' });
    const view = await client.until(id, done);
    expect(view).toMatchObject({
      id,
      name: 'Products',
      importDone: true,
      file: { name: 'set.jsonl', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      proposer: { kind: 'rules' },
      settings: profiles.paper,
      counts: { imported: 41, steps: 41, dag: 41, packed: 41, failed: 0, waiting: 0, running: 0 },
      usage: { calls: 0, inputTokens: 0, outputTokens: 0 },
      problemCount: 1,
      error: null,
    });
    expect(view.problems).toMatchObject([{ place: { line: 41 }, remedy: expect.any(String) }]);
    expect(view.counts.kept + view.counts.rejected).toBe(41);
    expect(view.reasons).toContainEqual({ code: 'wrong-answer', count: 1 });
    const rows = await client.rows(id);
    expect(rows.map(({ index }) => index)).toEqual(Array.from({ length: 41 }, (_, index) => index));
    expect(rows.map(({ question }) => question).slice(0, 2)).toEqual([
      'What is product 0?',
      'What is product 1?',
    ]);
    expect(new Set(rows.map(({ attempts }) => attempts))).toEqual(new Set([1]));
    const record = await client.record(rows[40]?.id ?? '');
    expect(record).toMatchObject({ batchId: id, index: 40, expected: 'certainly not', status: 'rejected' });
    // Imported records do not need their file any more.
    expect(readdirSync(join(server.dataDir, 'curation'))).toEqual([]);
    expect((await client.ask<{ batches: CurationBatch[] }>('GET', 'batches')).batches[0]).toEqual(view);
  });

  it('columns and settings are as chosen', async () => {
    const file = `prompt,cot,other\n"A question?","${sequentialTrace()}","${'x'.repeat(300)}"`;
    const id = await client.createBatch(file, {
      fileName: 'own.csv',
      columns: JSON.stringify({ trace: 'cot', question: 'prompt' }),
      settings: JSON.stringify({ ...profiles.authors, profile: 'custom', minRatio: 99 }),
    });
    expect(await client.until(id, done)).toMatchObject({
      name: 'own.csv',
      settings: { minRatio: 99 },
      reasons: [{ code: 'ratio-too-low', count: 1 }],
    });
    expect(await client.rows(id)).toMatchObject([{ question: 'A question?', status: 'rejected' }]);
  });

  it('a file without traces fails with what to do', async () => {
    const id = await client.createBatch('{"a": 1}\n{"a": 2}');
    expect(await client.until(id, (view) => view.status === 'failed')).toMatchObject({
      error: { message: expect.stringContaining('“a”'), remedy: expect.any(String) },
      counts: { imported: 0 },
    });
  });

  it('its distributions add up', async () => {
    const id = await client.createBatch(dataSet(12), {
      settings: JSON.stringify({ ...profiles.paper, minRatio: 0 }),
    });
    const { counts } = await client.until(id, done);
    const charts = await client.ask<{
      records: number;
      stages: { value: number; count: number }[];
      promptsPerStage: { value: number; count: number }[];
      tokens: { from: number; to: number; count: number }[];
      ratio: { count: number }[];
    }>('GET', `batches/${id}/distributions`);
    const sum = (bars: { count: number }[]) => bars.reduce((total, { count }) => total + count, 0);
    expect(charts.records).toBe(counts.kept);
    expect(counts.kept).toBeGreaterThan(0);
    for (const bars of [charts.stages, charts.tokens, charts.ratio]) expect(sum(bars)).toBe(counts.kept);
    expect(sum(charts.promptsPerStage)).toBe(
      charts.stages.reduce((total, { value, count }) => total + value * count, 0),
    );
  });
});

describe('pausing', () => {
  it('stops and goes on without losing or doubling any', async () => {
    const id = await client.createBatch(dataSet(150));
    await client.until(id, ({ counts }) => counts.kept + counts.rejected > 0);
    const paused = await act(id, 'pause');
    expect(paused.status).toBe('paused');
    const still = await client.until(id, ({ counts }) => counts.running === 0);
    expect(still.counts.kept + still.counts.rejected).toBeLessThan(150);
    expect((await act(id, 'pause')).status).toBe('paused');
    expect(['importing', 'running']).toContain((await act(id, 'resume')).status);
    const { counts } = await client.until(id, done);
    expect(counts.imported).toBe(150);
    const rows = await client.rows(id);
    expect(new Set(rows.map(({ index }) => index)).size).toBe(150);
    // Work in progress at the pause was finished, not begun again.
    expect(new Set(rows.map(({ attempts }) => attempts))).toEqual(new Set([1]));
  });

  it('paused and resumed at once it still runs to its end', async () => {
    const id = await client.createBatch(dataSet(60));
    await act(id, 'pause');
    await act(id, 'resume');
    await act(id, 'pause');
    await act(id, 'resume');
    expect((await client.until(id, done)).counts.imported).toBe(60);
    expect((await act(id, 'pause')).status).toBe('done');
  });
});

describe('deleting', () => {
  it('while it runs: nothing of it is left, and nothing comes back', async () => {
    const id = await client.createBatch(dataSet(200));
    await client.until(id, ({ counts }) => counts.running > 0);
    expect((await server.send('DELETE', `/api/curation/batches/${id}`)).status).toBe(204);
    expect(await status('GET', `batches/${id}`)).toMatchObject({ status: 404 });
    while (await server.server.store.curation.batch(id))
      await new Promise((resolve) => setImmediate(resolve));
    expect(await client.rows(id)).toEqual([]);
    expect(readdirSync(join(server.dataDir, 'curation'))).toEqual([]);
  });
});

describe('review', () => {
  it('a sample is the same for the same seed; agreement counts verdicts against the filter', async () => {
    const file = [
      dataSet(15),
      ...Array.from({ length: 5 }, () => JSON.stringify({ trace: 'No steps in this.', answer: '1' })),
    ];
    const id = await client.createBatch(file.join('\n'));
    const { counts } = await client.until(id, done);
    expect(counts.kept * counts.rejected).toBeGreaterThan(0);
    const drawn = async (count: number, seed: number) => {
      const view = await act(id, 'sample', { count, seed });
      expect(view).toMatchObject({ sample: { count, seed }, review: { sampled: Math.min(20, count) } });
      const page = await client.ask<{ rows: { id: string; status: string; sampled: boolean }[] }>(
        'GET',
        `records?batchId=${id}&sampled=true`,
      );
      return page.rows;
    };
    const first = (await drawn(6, 1)).map((row) => row.id);
    expect((await drawn(6, 2)).map((row) => row.id)).not.toEqual(first);
    expect((await drawn(6, 1)).map((row) => row.id)).toEqual(first);
    const all = await drawn(1000, 3);
    expect(all).toHaveLength(20);
    const kept = all.find((row) => row.status === 'kept');
    const rejected = all.filter((row) => row.status === 'rejected');
    const verdicts = [
      [kept?.id, 'accept'],
      [rejected[0]?.id, 'reject'],
      [rejected[1]?.id, 'accept'],
      [rejected[2]?.id, 'fix'],
    ];
    for (const [record, verdict] of verdicts)
      await client.ask('PUT', `records/${record}/review`, { verdict });
    expect((await client.batch(id)).review).toEqual({
      sampled: 20,
      reviewed: 4,
      accept: 2,
      reject: 1,
      fix: 1,
      agree: 2,
      disagree: 1,
    });
    expect(await status('POST', `batches/${id}/sample`, { count: 0, seed: 1 })).toMatchObject({
      status: 400,
    });
  });
});

describe('bad requests', () => {
  it('to a batch that is not there: 404 everywhere', async () => {
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['DELETE', '', undefined],
      ['POST', '/pause', {}],
      ['POST', '/resume', {}],
      ['POST', '/retry', {}],
      ['POST', '/sample', { count: 1, seed: 1 }],
      ['GET', '/distributions', undefined],
    ] as const)
      expect(await status(method, `batches/gone${path}`, body)).toMatchObject({
        status: 404,
        type: 'urn:sprintscope:problem:curation-batch-not-found',
      });
  });

  it.each([
    ['concurrency=0', 'concurrency'],
    ['columns={"trace":1}', 'columns.trace'],
    ['columns={', 'columns'],
    ['settings=mine', 'settings'],
  ])('%s', async (query, path) => {
    const response = await server.fetch(`/api/curation/batches?${query}`, {
      method: 'POST',
      body: dataSet(1),
    });
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { path: string }[] };
    expect(errors.map((error) => error.path)).toContain(path);
  });

  it('an upload that breaks off leaves nothing behind', async () => {
    const abort = new AbortController();
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(dataSet(3)));
      },
    });
    const sending = fetch(`${server.origin}/api/curation/batches`, {
      method: 'POST',
      body,
      signal: abort.signal,
      duplex: 'half',
    } as RequestInit);
    const folder = join(server.dataDir, 'curation');
    while (readdirSync(folder).length === 0) await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    await expect(sending).rejects.toThrow();
    while (readdirSync(folder).length > 0) await new Promise((resolve) => setImmediate(resolve));
  });

  it('an empty file, and an endpoint that is not there', async () => {
    const post = (query: string, body: string) =>
      server.fetch(`/api/curation/batches?${query}`, { method: 'POST', body });
    expect((await post('', '')).status).toBe(422);
    expect((await post('endpointId=gone', dataSet(1))).status).toBe(404);
    expect(readdirSync(join(server.dataDir, 'curation'))).toEqual([]);
  });
});

describe('POST /api/curation/data-sets/inspect', () => {
  it('says what is in a file, or in its beginning', async () => {
    const file = dataSet(3);
    const inspect = async (query: string, body: string) => {
      const response = await server.fetch(`/api/curation/data-sets/inspect?${query}`, {
        method: 'POST',
        body,
      });
      expect(response.status).toBe(200);
      return response.json();
    };
    expect(await inspect('name=a.jsonl', file)).toMatchObject({
      format: 'jsonl',
      columns: [{ name: 'question', filled: 3 }, { name: 'trace' }, { name: 'answer' }],
      guess: { trace: 'trace', question: 'question', expected: 'answer' },
      rows: [{ question: 'What is product 0?' }, {}, {}],
      problems: [],
    });
    expect(await inspect('name=a.jsonl&part=true', file.slice(0, -50))).toMatchObject({
      rows: [{}, {}],
      problems: [],
    });
    expect(
      await inspect(`name=a.jsonl&columns=${encodeURIComponent('{"trace":"question"}')}`, file),
    ).toMatchObject({ guess: { trace: 'question' } });
  });
});
