import { describe, expect, it } from 'vitest';
import type { BatchCounts, StoredBatch } from '#lib/storage/curation/curation-store.ts';
import { batchView } from './batch-view.ts';

const batch = (over: Partial<StoredBatch>): StoredBatch => ({
  id: 'b',
  name: 'A set',
  createdAt: '2026-01-02T03:04:05.006Z',
  status: 'running',
  settings: {},
  proposer: { kind: 'rules' },
  concurrency: 1,
  file: { name: 'set.jsonl', bytes: 1, sha256: 'a' },
  columns: null,
  position: 0,
  imported: 0,
  importDone: true,
  problems: [],
  problemCount: 0,
  error: null,
  sample: null,
  usage: { calls: 0, inputTokens: 0, outputTokens: 0 },
  ...over,
});
const counts = (records: BatchCounts['records'], sampled: BatchCounts['sampled'] = []): BatchCounts => ({
  records,
  reasons: [],
  sampled,
});
const waiting = { status: 'waiting', stage: 'imported', count: 3 } as const;
const kept = { status: 'kept', stage: 'packed', count: 2 } as const;

describe('a batch as it is answered', () => {
  it.each([
    ['importing', { importDone: false }, [kept]],
    ['running', {}, [waiting, kept]],
    ['running', {}, [{ ...waiting, status: 'running' as const }]],
    ['done', {}, [kept]],
    ['paused', { status: 'paused' as const }, [waiting]],
    ['paused', { status: 'paused' as const, importDone: false }, [kept]],
    ['done', { status: 'paused' as const }, [kept]],
    ['failed', { status: 'failed' as const }, []],
  ])('is %s: %j', (status, over, records) => {
    expect(batchView(batch(over), counts(records)).status).toBe(status);
  });

  it('its funnel counts what came at least so far', () => {
    const view = batchView(
      batch({}),
      counts([
        waiting,
        kept,
        { status: 'rejected', stage: 'packed', count: 5 },
        { status: 'rejected', stage: 'imported', count: 1 },
        { status: 'failed', stage: 'steps', count: 4 },
        { status: 'running', stage: 'imported', count: 2 },
      ]),
    );
    expect(view.counts).toEqual({
      imported: 17,
      steps: 11,
      dag: 7,
      packed: 7,
      kept: 2,
      rejected: 6,
      failed: 4,
      waiting: 3,
      running: 2,
    });
  });
});
