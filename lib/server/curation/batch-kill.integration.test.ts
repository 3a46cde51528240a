import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import { reply } from '#lib/models/testing/behaviours.ts';
import { startMisbehavingEndpoint } from '#lib/models/testing/misbehaving-endpoint.ts';
import { curationClient, dataSet, sequentialTrace } from '../testing/curation-client.ts';
import { startServerProcess } from '../testing/server-process.ts';

let dataDir: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sprintscope-curation-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

async function start() {
  const { child, listening } = startServerProcess(dataDir);
  children.push(child);
  const client = curationClient(await listening);
  return { child, client };
}

async function kill({ child }: { child: ChildProcess }, signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL') {
  child.kill(signal);
  await once(child, 'exit');
}

const doneCount = ({ counts }: CurationBatch) => counts.kept + counts.rejected;

describe('a batch by rules, killed (-9) in the middle and started again', () => {
  const COUNT = 300;

  it('has every record exactly once, and every attempt counted', { timeout: 120_000 }, async () => {
    const first = await start();
    const id = await first.client.createBatch(dataSet(COUNT));
    const before = await first.client.until(id, (view) => doneCount(view) > COUNT / 3);
    expect(doneCount(before)).toBeLessThan(COUNT);
    await kill(first);
    const second = await start();
    const early = await second.client.batch(id);
    expect(doneCount(early)).toBeGreaterThanOrEqual(doneCount(before));
    await kill(second);
    const third = await start();
    const view = await third.client.until(id, ({ status }) => status === 'done');
    expect(view.counts).toMatchObject({ imported: COUNT, packed: COUNT, failed: 0, waiting: 0, running: 0 });
    const rows = await third.client.rows(id);
    expect(rows.map(({ index }) => index)).toEqual(Array.from({ length: COUNT }, (_, index) => index));
    expect(rows.map(({ question }) => question)).toEqual(
      rows.map(({ index }) => `What is product ${index}?`),
    );
    // After a kill only the records in progress begin again: at most two groups each time.
    const attempts = rows.map((row) => row.attempts);
    expect(Math.min(...attempts)).toBe(1);
    expect(attempts.filter((count) => count > 1).length).toBeLessThanOrEqual(64);
    expect(attempts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(COUNT);
  });

  it('killed while its file is imported, nothing of the file is lost or doubled', {
    timeout: 120_000,
  }, async () => {
    const count = 3000;
    const first = await start();
    const id = await first.client.createBatch(dataSet(count));
    await first.client.until(id, ({ counts }) => counts.imported > 0);
    await kill(first);
    const second = await start();
    const paused = await second.client.ask<CurationBatch>('POST', `batches/${id}/pause`, {});
    expect(paused.counts.imported).toBeLessThanOrEqual(count);
    // Once resumed, the import continues with the rest, after another kill as well.
    await kill(second);
    const third = await start();
    expect((await third.client.batch(id)).status).toBe('paused');
    await third.client.ask('POST', `batches/${id}/resume`, {});
    await third.client.until(id, ({ importDone }) => importDone);
    const rows = await third.client.rows(id);
    expect(rows.map(({ index }) => index)).toEqual(Array.from({ length: count }, (_, index) => index));
    expect(rows.map(({ question }) => question)).toEqual(
      rows.map(({ index }) => `What is product ${index}?`),
    );
  });
});

describe('by a model', () => {
  it('a batch and a single record go on after a stop, what is done is not asked for again', {
    timeout: 120_000,
  }, async () => {
    let open = false;
    const endpoint = await startMisbehavingEndpoint(({ prompt }) => {
      if (!open && !prompt.includes('What is product 0?')) return { kind: 'hang' };
      const text = prompt.includes('Write the JSON object')
        ? '{"1": []}'
        : 'STEP 1: Everything\nplan: 1-2\nexecution: 3-200\nprompt: Do it\nEND';
      return reply(text);
    });
    const first = await start();
    const response = await fetch(`${first.client.origin}/api/endpoints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Scripted', baseUrl: endpoint.baseUrl, model: 'm', apiKey: 'sk-kill-1' }),
    });
    const { id: endpointId } = (await response.json()) as { id: string };
    const id = await first.client.createBatch(dataSet(4), { endpointId, concurrency: '2' });
    const single = await first.client.ask<{ id: string }>('POST', 'records', {
      text: sequentialTrace(),
      question: 'Alone?',
      endpointId,
    });
    await first.client.until(id, (view) => doneCount(view) === 1 && view.counts.running === 2);
    await kill(first, 'SIGTERM');
    const asked = endpoint.requests.length;
    open = true;
    const second = await start();
    await second.client.until(id, ({ status }) => status === 'done');
    expect((await second.client.rows(id)).map(({ attempts }) => attempts)).toEqual([1, 2, 2, 1]);
    let record = await second.client.record(single.id);
    while (record.status === 'running' || record.status === 'waiting')
      record = await second.client.record(single.id);
    expect(record).toMatchObject({ attempts: 2, proposal: { stepsBy: { kind: 'model' } }, error: null });
    const later = endpoint.requests.slice(asked).map(({ prompt }) => prompt);
    expect(later.some((prompt) => prompt.includes('What is product 0?'))).toBe(false);
    await endpoint.close();
  });
});
