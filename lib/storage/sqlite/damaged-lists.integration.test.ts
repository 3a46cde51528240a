import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { curationRecord, storedBatch } from '../testing/curation-records.ts';
import { noise, overwrite, pagesOf } from '../testing/damaged-database.ts';
import { sessionRecord } from '../testing/records.ts';
import { openSqliteStore } from './open.ts';

const folder = mkdtempSync(join(tmpdir(), 'sprintscope-lists-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TABLES = ['sessions', 'endpoints', 'curation_batches', 'curation_records', 'curation_contents'];

it('pages that rows go on in are noise: every list has its rows, with what is out of reach named', async () => {
  const long = { filler: 'x'.repeat(20_000) };
  const createdAt = '2026-01-02T03:04:05.678Z';
  const filled = await openSqliteStore(folder);
  await filled.createSession({ ...sessionRecord({ id: 's', createdAt }), metrics: long });
  await filled.saveEndpoint({ id: 'e', definition: long, apiKey: 'sk-1', createdAt });
  await filled.curation.createBatch(storedBatch({ id: 'b', settings: long }));
  const record = curationRecord({ id: 'r', batchId: 'b', index: 0, status: 'failed' });
  const contents = { ...record.contents, text: long.filler };
  await filled.curation.createRecord({ ...record, summary: long, contents }, []);
  await filled.close();
  for (const table of TABLES)
    for (const page of pagesOf(folder, table, 'overflow'))
      overwrite(join(folder, 'sprintscope.db'), (page - 1) * 4096, noise(4096, page));

  const store = await openSqliteStore(folder);
  const { curation } = store;
  const every = { after: -1, limit: 10, statuses: ['failed'] } as const;
  const damaged = expect.arrayContaining([expect.any(String)]);
  expect(await store.sessions({ limit: 10 })).toMatchObject({ sessions: [{ id: 's', damaged }] });
  expect(await store.library({ limit: 10 })).toMatchObject({ entries: [{ id: 's' }] });
  expect(await store.endpoints()).toMatchObject([{ id: 'e', damaged }]);
  expect(await curation.batches()).toMatchObject([{ id: 'b', damaged }]);
  expect(await curation.batch('b')).toMatchObject({ id: 'b', damaged });
  expect(await curation.records({ batchId: 'b', limit: 10 })).toMatchObject({
    entries: [{ id: 'r', damaged }],
  });
  expect(await curation.entriesOf('b', every)).toMatchObject([{ id: 'r', damaged }]);
  for (const [stored] of [await curation.recordsOf('b', every), [await curation.record('r')]])
    expect(stored).toMatchObject({ id: 'r', damaged, contents: { damaged } });
  await store.close();
});
