import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '#lib/formats/files/byte-source.ts';
import type { StoredBatch } from '#lib/storage/curation/curation-store.ts';
import { openMemoryStore } from '#lib/storage/sqlite/open.ts';
import { storedBatch } from '#lib/storage/testing/curation-records.ts';
import type { JobTypes } from '../workers/job-types.ts';
import { tellRows } from '../workers/jobs/read-data-set.ts';
import { type ImportBatchOptions, importBatch } from './batch-import.ts';

/** Rows, and lines that are not rows; the traces are long enough that a transaction holds few of them. */
const fileOf = (kinds: readonly ('row' | 'broken')[]) =>
  kinds
    .map((kind, index) =>
      kind === 'row'
        ? JSON.stringify({ question: `Q${index}`, trace: `${index}. `.padEnd(100_000, 'x') })
        : '{broken',
    )
    .join('\n');

/** Does the thread's reading on this thread. */
const workersFor = (file: string): ImportBatchOptions['workers'] => ({
  run: async (_kind, job, options) =>
    tellRows(
      bytesSource('set.jsonl', new TextEncoder().encode(file)),
      job as JobTypes['read-data-set']['input'],
      async (items) => (await options?.onItem?.(items as never)) as boolean,
    ) as Promise<never>,
});
const signal = new AbortController().signal;

async function imported(file: string, stops: readonly number[]) {
  const store = await openMemoryStore();
  await store.curation.createBatch(
    storedBatch({ id: 'b', columns: { trace: 'trace', question: 'question' } }),
  );
  let ids = 0;
  const run = async (transactions: number) => {
    let left = transactions;
    return importBatch({
      batch: (await store.curation.batch('b')) as StoredBatch,
      workers: workersFor(file),
      ...{ path: '', signal },
      store: store.curation,
      createdAt: '2026-01-02T03:04:05.006Z',
      newId: () => `r${ids++}`,
      stopped: () => left-- <= 0,
      onImported: () => {},
    });
  };
  // Each stop stands for a process that ended: the next one knows only what is stored.
  for (const transactions of stops) if (await run(transactions)) break;
  expect(await run(Number.POSITIVE_INFINITY)).toBe(true);
  const records = await store.curation.recordsOf('b', { after: -1, limit: 1000, statuses: ['waiting'] });
  const batch = await store.curation.batch('b');
  await store.close();
  return {
    rows: records.map(({ index, question, sourceName, contents }) => [
      index,
      question,
      sourceName,
      contents.text.length,
    ]),
    batch: { position: batch?.position, imported: batch?.imported, problems: batch?.problems },
  };
}

describe('an import that is stopped again and again', () => {
  it('brings every row once and every problem once, wherever it was stopped', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('row' as const, 'row' as const, 'row' as const, 'broken' as const), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.array(fc.nat(3), { maxLength: 6 }),
        async (kinds, stops) => {
          const file = fileOf(kinds);
          const whole = await imported(file, []);
          expect(whole.rows.map(([, question]) => question)).toEqual(
            kinds.flatMap((kind, index) => (kind === 'row' ? [`Q${index}`] : [])),
          );
          expect(await imported(file, stops)).toEqual(whole);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('does nothing for a batch that was deleted meanwhile', async () => {
    const store = await openMemoryStore();
    const done = await importBatch({
      batch: storedBatch({ id: 'gone' }),
      workers: workersFor(fileOf(['row'])),
      ...{ path: '', signal },
      store: store.curation,
      createdAt: '2026-01-02T03:04:05.006Z',
      newId: () => 'r',
      stopped: () => false,
      onImported: () => {},
    });
    expect(done).toBe(false);
    await store.close();
  });
});
