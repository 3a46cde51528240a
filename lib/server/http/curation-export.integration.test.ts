import { strFromU8, unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import { profiles } from '#lib/contract/curation-settings.ts';
import { readTraces } from '#lib/formats/traces/read-traces.ts';
import { curationClient, dataSet, sequentialTrace } from '../testing/curation-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let client: ReturnType<typeof curationClient>;
let batchId: string;
let kept: number;
beforeAll(async () => {
  server = await startTestServer();
  client = curationClient(server.origin);
  const settings = JSON.stringify({ ...profiles.paper, profile: 'custom', minRatio: 0, shortBelow: 0 });
  batchId = await client.createBatch(dataSet(30), { settings, name: 'Products, ½' });
  kept = (await client.until(batchId, ({ status }: CurationBatch) => status === 'done')).counts.kept;
});
afterAll(() => server.close());
afterEach(() => expect(server.reports).toEqual([]));

async function download(path: string) {
  const response = await fetch(`${server.origin}/api/curation/${path}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { response, bytes };
}

async function filesOf(path: string): Promise<Record<string, string>> {
  const { response, bytes } = await download(path);
  expect(response.status, strFromU8(bytes)).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/zip');
  return Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]),
  );
}

const lines = (text = '') => text.split('\n').filter((line) => line !== '');

describe('GET /api/curation/batches/:id/export', () => {
  it('is a zip of the kept records, split by question, with its card', async () => {
    expect(kept).toBeGreaterThan(10);
    const files = await filesOf(`batches/${batchId}/export?test=0.3`);
    expect(Object.keys(files)).toEqual([
      'train.jsonl',
      'test.jsonl',
      'records.jsonl',
      'chart.svg',
      'card.json',
      'README.md',
    ]);
    expect(lines(files['train.jsonl']).length + lines(files['test.jsonl']).length).toBe(kept);
    const card = JSON.parse(files['card.json'] ?? '');
    expect(card).toMatchObject({
      tool: expect.stringMatching(/^Sprintscope \d/),
      source: { name: 'set.jsonl', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      options: { format: 'trl', shape: 'prompt-completion', template: 'r1-distill', seed: 1, test: 0.3 },
      distributions: { records: kept },
    });
    expect(card.splits.train.leastLossTokens).toBeGreaterThan(50);
  });

  it('the same selection is the same bytes', async () => {
    const query = `batches/${batchId}/export?format=llama-factory&seed=4`;
    const [first, second] = [await download(query), await download(query)];
    expect(first.response.headers.get('content-disposition')).toBe(
      'attachment; filename="Products-llama-factory.zip"',
    );
    expect(second.bytes).toEqual(first.bytes);
  });

  it('is read by our own import again', async () => {
    const files = await filesOf(`batches/${batchId}/export?format=axolotl&test=0`);
    const { traces, problems } = readTraces({ path: 'train.jsonl', text: files['train.jsonl'] ?? '' });
    expect(problems).toEqual([]);
    expect(traces).toHaveLength(kept);
    expect(traces[0]).toMatchObject({ kind: 'transcript', question: 'What is product 0?' });
  });

  it('refuses messages of which R1-Distill’s chat template leaves nothing, with what to do', async () => {
    const { response, bytes } = await download(`batches/${batchId}/export?shape=messages`);
    expect(response.status).toBe(422);
    expect(JSON.parse(strFromU8(bytes))).toMatchObject({
      type: expect.stringContaining('no-loss'),
      detail: expect.stringContaining('</think>'),
      remedy: expect.stringContaining('prompt and completion'),
    });
  });

  it('only what was accepted, where that is asked for', async () => {
    expect((await download(`batches/${batchId}/export?only=accepted`)).response.status).toBe(422);
    const rows = await client.rows(batchId);
    await client.ask('PUT', `records/${rows[0]?.id}/review`, { verdict: 'accept' });
    const files = await filesOf(`batches/${batchId}/export?only=accepted&test=0`);
    expect(lines(files['train.jsonl'])).toHaveLength(1);
  });

  it('of the kept ones those rejected in review are left out, where that is asked for', async () => {
    const [, second] = await client.rows(batchId);
    await client.ask('PUT', `records/${second?.id}/review`, { verdict: 'reject' });
    const files = await filesOf(`batches/${batchId}/export?only=not-rejected&test=0`);
    expect(second?.status).toBe('kept');
    expect(lines(files['train.jsonl'])).toHaveLength(kept - 1);
  });

  it('names the option that does not exist, and what is not there', async () => {
    const { response, bytes } = await download(`batches/${batchId}/export?format=verl`);
    expect(response.status).toBe(400);
    expect(strFromU8(bytes)).toContain('trl, ms-swift, llama-factory, axolotl');
    expect((await download('batches/none/export')).response.status).toBe(404);
    expect((await download('records/none/export')).response.status).toBe(404);
  });
});

describe('GET /api/curation/records/:id/export', () => {
  it('one record, as calls, whatever its filter says; without a question there is nothing to ask', async () => {
    const create = (question?: string) =>
      client.ask<{ id: string }>('POST', 'records', {
        text: sequentialTrace(),
        ...(question && { question }),
      });
    const { id } = await create('What is 12 times 7?');
    const files = await filesOf(`records/${id}/export?unit=calls&template=plain`);
    const { summary } = await client.record(id);
    expect(lines(files['train.jsonl'])).toHaveLength((summary?.stages ?? 0) + (summary?.prompts ?? 0) + 1);
    expect(files['test.jsonl']).toBeUndefined();
    const bare = await download(`records/${(await create()).id}/export`);
    expect(bare.response.status).toBe(422);
    expect(strFromU8(bare.bytes)).toContain('question');
  });

  it('a long record, which a thread works on, gives the same as its parts say', async () => {
    const text = Array.from({ length: 40 }, () => sequentialTrace()).join('\n\n');
    expect(text.length).toBeGreaterThan(16_000);
    const record = { text, question: 'What is 12 times 7?' };
    const { id } = await client.ask<{ id: string }>('POST', 'records', record);
    const files = await filesOf(`records/${id}/export?unit=calls&template=plain`);
    const { summary } = await client.record(id);
    expect(lines(files['train.jsonl'])).toHaveLength((summary?.stages ?? 0) + (summary?.prompts ?? 0) + 1);
  });
});
