import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CurationRecord } from '#lib/contract/curation-record.ts';
import { profiles } from '#lib/contract/curation-settings.ts';
import { reply } from '#lib/models/testing/behaviours.ts';
import {
  type MisbehavingEndpoint,
  startMisbehavingEndpoint,
} from '#lib/models/testing/misbehaving-endpoint.ts';
import { curationClient, sequentialTrace } from '../testing/curation-client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let client: ReturnType<typeof curationClient>;
beforeAll(async () => {
  server = await startTestServer();
  client = curationClient(server.origin);
});
afterAll(() => server.close());

const create = async (body: object) => (await client.ask<{ id: string }>('POST', 'records', body)).id;
const problemOf = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as {
    type: string;
    detail: string;
    errors?: { path: string; message: string }[];
  }),
});
const send = async (method: string, path: string, body?: unknown) =>
  problemOf(await server.send(method, `/api/curation/${path}`, body));

/** Waits until it is done or failed: a model takes its time. */
async function settled(id: string): Promise<CurationRecord> {
  for (;;) {
    const record = await client.record(id);
    if (record.status !== 'running' && record.status !== 'waiting') return record;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('by a model', () => {
  const KEY = 'sk-curation-5c2f';
  const answers = ['STEP 1: Everything\nplan: 1-2\nexecution: 3-200\nprompt: Do it\nEND', '{"1": []}'];
  let endpoint: MisbehavingEndpoint;
  let endpointId: string;
  let fails = 0;
  let hang = false;
  beforeAll(async () => {
    endpoint = await startMisbehavingEndpoint(({ prompt }) => {
      if (hang) return { kind: 'hang' };
      if (fails > 0) {
        fails--;
        return {
          kind: 'http',
          status: 503,
          body: '{}',
          contentType: 'application/json',
          headers: { 'retry-after': '0' },
        };
      }
      return reply(answers[prompt.includes('Write the JSON object') ? 1 : 0] ?? '');
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

  it('answers at once and runs on; the proposal names model and endpoint, and counts what it cost', async () => {
    const id = await create({ text: sequentialTrace(), endpointId });
    const record = await settled(id);
    expect(record).toMatchObject({
      attempts: 1,
      proposal: {
        stepsBy: { kind: 'model', model: 'test-model', endpoint: 'Scripted' },
        usage: { calls: expect.any(Number) },
      },
      error: null,
    });
    expect(record.proposal?.usage.calls).toBeGreaterThan(0);
    expect(JSON.stringify(record)).not.toContain(KEY);
  });

  it('an endpoint that fails twice and then answers is asked again', async () => {
    fails = 2;
    const record = await settled(await create({ text: sequentialTrace(), endpointId }));
    expect(fails).toBe(0);
    expect(record).toMatchObject({ error: null, proposal: { stepsBy: { kind: 'model' } } });
  });

  it('one that goes on failing: the record says why and what to do, without the key; earlier steps stay', async () => {
    fails = 1000;
    const id = await create({ text: sequentialTrace(), endpointId });
    const failed = await settled(id);
    expect(failed).toMatchObject({ status: 'failed', stage: 'imported', proposal: null });
    expect(failed.error?.message).not.toBe('');
    expect(failed.error?.remedy).not.toBe('');
    expect(JSON.stringify(failed)).not.toContain(KEY);
    const draft = { revision: failed.revision, editLog: { edits: [], cursor: 0 }, settings: failed.settings };
    expect(await send('PUT', `records/${id}/draft`, draft)).toMatchObject({ status: 409 });
    expect(await send('POST', `records/${id}/keep`, {})).toMatchObject({ status: 409 });
    await client.ask('POST', `records/${id}/propose`, {});
    const byRules = await client.record(id);
    expect(byRules).toMatchObject({ proposal: { stepsBy: { kind: 'rules' } }, error: null, attempts: 2 });
    await client.ask('POST', `records/${id}/propose`, { endpointId });
    expect(await settled(id)).toMatchObject({
      status: byRules.status,
      proposal: byRules.proposal,
      error: { message: failed.error?.message },
    });
    fails = 0;
  }, 120_000);

  it('while it runs drafts are refused and a second run too; deleted, its call ends', async () => {
    hang = true;
    const before = endpoint.requests.length;
    const id = await create({ text: sequentialTrace(), endpointId });
    await endpoint.arrived(before + 1);
    const draft = { revision: 0, editLog: { edits: [], cursor: 0 }, settings: profiles.paper };
    expect(await send('PUT', `records/${id}/draft`, draft)).toMatchObject({
      status: 409,
      type: 'urn:sprintscope:problem:curation-state',
    });
    expect(await send('POST', `records/${id}/propose`, {})).toMatchObject({ status: 409 });
    expect((await server.send('DELETE', `/api/curation/records/${id}`)).status).toBe(204);
    await endpoint.idle();
    hang = false;
    expect(server.reports).toEqual([]);
  });
});
