import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import { reply } from '#lib/models/testing/behaviours.ts';
import {
  type MisbehavingEndpoint,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import { curationClient, dataSet } from '../testing/curation-client.ts';
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

describe('a batch by a model', () => {
  const KEY = 'sk-batch-77aa01';
  const STEPS = 'STEP 1: Everything\nplan: 1-2\nexecution: 3-200\nprompt: Do it\nEND';
  let endpoint: MisbehavingEndpoint;
  let endpointId: string;
  let answer: (prompt: string) => 'answer' | 'fail' | 'hang' = () => 'answer';
  beforeAll(async () => {
    endpoint = await startMisbehavingEndpoint(({ prompt }) => {
      const what = answer(prompt);
      if (what === 'hang') return { kind: 'hang' };
      if (what === 'fail')
        return {
          kind: 'http',
          status: 401,
          body: '{"error":{"message":"no"}}',
          contentType: 'application/json',
        };
      return reply(prompt.includes('Write the JSON object') ? '{"1": []}' : STEPS, {
        usage: { prompt_tokens: 100, completion_tokens: 10 },
      });
    });
    const created = await server.send('POST', '/api/endpoints', {
      name: 'Scripted',
      baseUrl: endpoint.baseUrl,
      model: 'test-model',
      apiKey: KEY,
    });
    endpointId = ((await created.json()) as { id: string }).id;
  });
  afterAll(() => endpoint.close());

  it('runs no more at a time than was chosen, and adds up what it cost', async () => {
    answer = () => 'answer';
    const before = endpoint.requests.length;
    const id = await client.createBatch(dataSet(9), { endpointId, concurrency: '3' });
    let most = 0;
    const view = await client.until(id, (now) => {
      most = Math.max(most, now.counts.running);
      return done(now);
    });
    const calls = endpoint.requests.length - before;
    expect(most).toBeLessThanOrEqual(3);
    expect(view).toMatchObject({
      proposer: { kind: 'model', model: 'test-model', endpoint: 'Scripted', endpointId },
      usage: { calls, inputTokens: 100 * calls, outputTokens: 10 * calls },
    });
    expect(calls).toBeGreaterThanOrEqual(9);
  });

  it('failed ones were tried three times, say why, and are run again when asked; attempts and cost add up', async () => {
    answer = (prompt) => (prompt.includes('What is product 1?') ? 'fail' : 'answer');
    const id = await client.createBatch(dataSet(3), { endpointId, concurrency: '1' });
    const failed = await client.until(id, done);
    expect(failed.counts).toMatchObject({ failed: 1, steps: 2 });
    const [row] = (
      await client.ask<{ rows: { error: { message: string; remedy: string } }[] }>(
        'GET',
        `records?batchId=${id}&status=failed`,
      )
    ).rows;
    expect(row?.error.message).not.toBe('');
    expect(JSON.stringify(row)).not.toContain(KEY);
    answer = () => 'answer';
    await act(id, 'retry');
    const again = await client.until(id, done);
    expect(again.counts.failed).toBe(0);
    expect(again.usage.calls).toBeGreaterThan(failed.usage.calls);
    expect((await client.rows(id)).map(({ attempts }) => attempts)).toEqual([1, 4, 1]);
  });

  it('one record taken apart anew by a model costs its batch, whose run has nothing to do with it', async () => {
    answer = () => 'answer';
    const id = await client.createBatch(dataSet(2));
    await client.until(id, done);
    const [row] = await client.rows(id);
    const { proposal } = await client.record(row?.id ?? '');
    await client.ask('POST', `records/${row?.id}/propose`, { endpointId });
    const view = await client.until(id, done);
    expect(view.usage.calls).toBeGreaterThan(0);
    const record = await client.record(row?.id ?? '');
    expect(record).toMatchObject({ batchId: id, attempts: 2, proposal: { stepsBy: { kind: 'model' } } });
    expect(record.proposal).not.toEqual(proposal);
  });

  it('an endpoint that refuses everything pauses the batch by itself: the others are spared', async () => {
    answer = () => 'fail';
    const id = await client.createBatch(dataSet(40), { endpointId, concurrency: '2' });
    const view = await client.until(id, ({ status, counts }) => status === 'paused' && counts.running === 0);
    expect(view.error?.message).toContain('in a row');
    // The records on which it failed wait for another turn: the failure was not theirs.
    expect(view.counts).toMatchObject({ failed: 0, waiting: 40 });
    answer = () => 'answer';
    await act(id, 'resume');
    const end = await client.until(id, done);
    expect(end).toMatchObject({ counts: { failed: 0, waiting: 0 }, error: null });
    const attempts = (await client.rows(id)).map((row) => row.attempts);
    expect(attempts.filter((count) => count > 1).length).toBeGreaterThanOrEqual(5);
  });

  it('an endpoint that was deleted meanwhile pauses it with what to do', async () => {
    answer = (prompt) => (prompt.includes('What is product 0?') ? 'fail' : 'answer');
    const created = await server.send('POST', '/api/endpoints', {
      name: 'Short-lived',
      baseUrl: endpoint.baseUrl,
      model: 'm',
    });
    const { id: other } = (await created.json()) as { id: string };
    const id = await client.createBatch(dataSet(2), { endpointId: other });
    await client.until(id, done);
    await server.send('DELETE', `/api/endpoints/${other}`);
    await act(id, 'retry');
    expect(await client.until(id, (view) => view.status === 'paused')).toMatchObject({
      counts: { waiting: 1, failed: 0 },
      error: { message: expect.stringContaining('no endpoint'), remedy: expect.any(String) },
    });
  });

  it('deleted while calls are under way, these end', async () => {
    answer = () => 'hang';
    const before = endpoint.requests.length;
    const id = await client.createBatch(dataSet(4), { endpointId, concurrency: '2' });
    await endpoint.arrived(before + 2);
    expect((await server.send('DELETE', `/api/curation/batches/${id}`)).status).toBe(204);
    await endpoint.idle();
    expect(endpoint.requests.length).toBe(before + 2);
  });
});
