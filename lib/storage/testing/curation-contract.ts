import { describe, expect, it } from 'vitest';
import type { CurationStore } from '../curation/curation-store.ts';
import type { Store } from '../store.ts';
import { curationRecord, storedBatch } from './curation-records.ts';

/** What every store does for the curation workbench; `current` returns the test's empty store. */
export function describeCuration(current: () => Store): void {
  const curation = () => current().curation;

  const batchOf = async (count: number, id = 'b') => {
    await curation().createBatch(storedBatch({ id }));
    const records = Array.from({ length: count }, (_, index) =>
      curationRecord({ id: `${id}${index}`, batchId: id, index, sourceName: `set.jsonl#${index + 1}` }),
    );
    await curation().importItems(id, { from: 0, records, problems: [] });
  };

  const kept = (id: string) =>
    ({
      id,
      patch: { entry: { status: 'kept', stage: 'packed', summary: { stages: 2 } }, reasons: [] },
    }) satisfies Parameters<CurationStore['saveResults']>[1][number];

  describe('curation records', () => {
    it('come back as they were stored, whole, and go with their texts', async () => {
      const record = curationRecord({
        id: 'a',
        status: 'rejected',
        stage: 'packed',
        summary: { stages: 3 },
        error: { message: 'm', remedy: 'r' },
        contents: {
          text: 'é\ud83e\uddee',
          question: `${'q'.repeat(400)}`,
          expected: null,
          answer: '4',
          lines: [{ start: 0, end: 1 }],
          lineTokens: [1],
          settings: { maxStages: null },
          proposal: { decomposition: {} },
          editLog: { edits: [1], cursor: 1 },
        },
      });
      await curation().createRecord(record, ['ratio-too-low']);
      expect(await curation().record('a')).toEqual({ ...record, question: 'q'.repeat(300) });
      expect(await curation().deleteRecord('a')).toBe(true);
      expect(await curation().deleteRecord('a')).toBe(false);
      expect(await curation().record('a')).toBeNull();
      // Texts and reasons are deleted too: the same id is free again.
      await curation().createRecord(record, ['ratio-too-low']);
    });

    it('names the records at rest whose summary another version counted', async () => {
      const summary = { stages: 1 };
      for (const record of [
        curationRecord({ id: 'a', status: 'kept', summary }),
        curationRecord({ id: 'b', status: 'rejected', summary, summaryVersion: 1 }),
        curationRecord({ id: 'c', status: 'kept', summary, summaryVersion: 2 }),
        curationRecord({ id: 'd', status: 'running', summary }),
        curationRecord({ id: 'e', status: 'failed' }),
      ])
        await curation().createRecord(record, []);
      expect(await curation().staleRecords(2, 10)).toEqual(['a', 'b']);
      expect(await curation().staleRecords(2, 1)).toEqual(['a']);
      const entry = { summary: { stages: 2 }, summaryVersion: 2 };
      expect(await curation().changeRecord('a', { entry }, 0)).toBe(true);
      expect(await curation().staleRecords(2, 10)).toEqual(['b']);
    });

    it('a change of an older revision is refused whole', async () => {
      await curation().createRecord(curationRecord({ id: 'a', revision: 3, status: 'kept' }), []);
      const patch = { entry: { revision: 4, edited: true }, contents: { answer: 'x' }, reasons: ['leak'] };
      expect(await curation().changeRecord('a', patch, 2)).toBe(false);
      expect(await curation().record('a')).toMatchObject({ revision: 3, edited: false });
      expect(await curation().changeRecord('a', patch, 3)).toBe(true);
      expect(await curation().record('a')).toMatchObject({
        revision: 4,
        edited: true,
        contents: { answer: 'x', text: 'One. Two.' },
      });
      expect(await curation().changeRecord('gone', patch)).toBe(false);
      const { entries } = (await curation().records({ batchId: null, reason: 'leak', limit: 9 })) ?? {};
      expect(entries?.map(({ id }) => id)).toEqual(['a']);
    });

    it('a clearing patch clears, and the short question follows the whole one', async () => {
      await curation().createRecord(curationRecord({ id: 'a', review: 'fix' }), []);
      await curation().changeRecord('a', { entry: { review: null }, contents: { question: null } });
      expect(await curation().record('a')).toMatchObject({
        review: null,
        question: null,
        contents: { question: null },
      });
    });

    it('single ones are listed newest first, page by page, while others are added', async () => {
      for (let index = 0; index < 5; index++)
        await curation().createRecord(
          curationRecord({ id: `r${index}`, createdAt: `2026-01-01T00:00:0${index >> 1}.000Z` }),
          [],
        );
      await batchOf(2);
      const first = await curation().records({ batchId: null, limit: 2 });
      expect(first?.entries.map(({ id }) => id)).toEqual(['r4', 'r3']);
      expect(first?.total).toBe(5);
      await curation().createRecord(curationRecord({ id: 'new', createdAt: '2027-01-01T00:00:00.000Z' }), []);
      const cursor = first?.nextCursor ?? '';
      const second = await curation().records({ batchId: null, limit: 2, cursor });
      expect(second?.entries.map(({ id }) => id)).toEqual(['r2', 'r1']);
      const last = await curation().records({ batchId: null, limit: 2, cursor: second?.nextCursor ?? '' });
      expect(last).toMatchObject({ entries: [{ id: 'r0' }], nextCursor: null });
      expect(await curation().records({ batchId: null, limit: 2, cursor: 'x' })).toBeNull();
      expect(await curation().records({ batchId: 'b', limit: 2, cursor: 'x' })).toBeNull();
    });

    it('those of a batch are listed by index and filtered', async () => {
      await batchOf(12);
      await curation().takeWaiting('b', 12);
      await curation().saveResults('b', [
        kept('b1'),
        { id: 'b2', patch: { entry: { status: 'rejected' }, reasons: ['leak', 'ratio-too-low'] } },
        { id: 'b3', patch: { entry: { status: 'rejected' }, reasons: ['leak'] } },
      ]);
      await curation().changeRecord('b2', { entry: { review: 'accept' } });
      await curation().changeRecord('b10', { contents: { question: 'Half of 100%_? Yes' } });
      const list = async (query: Partial<Parameters<CurationStore['records']>[0]>) => {
        const page = await curation().records({ batchId: 'b', limit: 50, ...query });
        expect(page?.total).toBe(page?.entries.length);
        return page?.entries.map(({ index }) => index);
      };
      expect(await list({})).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      expect(await list({ status: 'kept' })).toEqual([1]);
      expect(await list({ reason: 'leak' })).toEqual([2, 3]);
      expect(await list({ reason: 'leak', review: 'none' })).toEqual([3]);
      expect(await list({ review: 'accept' })).toEqual([2]);
      expect(await list({ search: '100%_' })).toEqual([10]);
      expect(await list({ search: 'half OF' })).toEqual([10]);
      expect(await list({ search: '#1%' })).toEqual([]);
      expect(await list({ search: '.jsonl#12' })).toEqual([11]);
      const page = await curation().records({ batchId: 'b', limit: 10 });
      expect(page?.total).toBe(12);
      expect(
        (await curation().records({ batchId: 'b', limit: 10, cursor: page?.nextCursor ?? '' }))?.entries.map(
          ({ index }) => index,
        ),
      ).toEqual([10, 11]);
      const whole = await curation().recordsOf('b', { after: 1, limit: 9, statuses: ['kept', 'rejected'] });
      expect(whole.map(({ index }) => index)).toEqual([2, 3]);
      expect(whole[0]?.contents.text).toBe('One. Two.');
      expect(
        await curation().entriesOf('b', { after: -1, limit: 9, statuses: ['rejected'], review: 'accept' }),
      ).toMatchObject([{ index: 2 }]);
    });

    it('is started once at a time, each time an attempt', async () => {
      await curation().createRecord(curationRecord({ id: 'a', status: 'failed' }), []);
      expect(await curation().startRecord('a', { kind: 'rules' })).toBe(true);
      expect(await curation().startRecord('a', { kind: 'rules' })).toBe(false);
      expect(await curation().waitingRequests()).toEqual([]);
      expect(await curation().releaseRunning(null)).toBe(1);
      expect(await curation().waitingRequests()).toEqual(['a']);
      expect(await curation().startRecord('a', { kind: 'model' })).toBe(true);
      expect(await curation().record('a')).toMatchObject({
        status: 'running',
        attempts: 2,
        request: { kind: 'model' },
      });
      expect(await curation().startRecord('gone', {})).toBe(false);
    });

    it('of a batch, taken apart by itself, it is not its batch’s meanwhile', async () => {
      await batchOf(3);
      expect(await curation().startRecord('b0', { kind: 'rules' })).toBe(true);
      expect((await curation().takeWaiting('b', 1)).map(({ id }) => id)).toEqual(['b1']);
      expect(await curation().releaseRunning('b')).toBe(1);
      expect(await curation().record('b0')).toMatchObject({ status: 'running' });
      expect(await curation().releaseRunning(null)).toBe(1);
      expect((await curation().takeWaiting('b', 9)).map(({ id }) => id)).toEqual(['b1', 'b2']);
      expect(await curation().waitingRequests()).toEqual(['b0']);
    });

    it('is not changed by revision while it runs: its result is to come', async () => {
      await batchOf(1);
      const patch = { entry: { revision: 1 } };
      expect(await curation().changeRecord('b0', patch, 0)).toBe(false);
      await curation().takeWaiting('b', 1);
      expect(await curation().changeRecord('b0', patch, 0)).toBe(false);
      await curation().saveResults('b', [kept('b0')]);
      expect(await curation().changeRecord('b0', patch, 0)).toBe(true);
    });
  });

  describe('curation batches', () => {
    it('come back as they were stored; changes touch nothing else', async () => {
      const batch = storedBatch({ id: 'b', columns: { trace: 't' }, problems: [{ message: 'x' }] });
      await curation().createBatch(batch);
      await curation().createBatch(storedBatch({ id: 'newer', createdAt: '2026-02-01T00:00:00.000Z' }));
      expect(await curation().batch('b')).toEqual(batch);
      expect((await curation().batches()).map(({ id }) => id)).toEqual(['newer', 'b']);
      const error = { message: 'm', remedy: 'r' };
      expect(await curation().changeBatch('b', { status: 'paused', error })).toBe(true);
      expect(await curation().batch('b')).toEqual({ ...batch, status: 'paused', error });
      await curation().changeBatch('b', { error: null, importDone: true });
      expect(await curation().batch('b')).toEqual({ ...batch, status: 'paused', importDone: true });
      expect(await curation().changeBatch('gone', { status: 'paused' })).toBe(false);
      expect(await curation().batch('gone')).toBeNull();
    });

    it('an import goes on where it stopped and nowhere else: nothing is doubled', async () => {
      await curation().createBatch(storedBatch({ id: 'b' }));
      const record = (index: number) => curationRecord({ id: `r${index}`, batchId: 'b', index });
      const first = { from: 0, records: [record(0), record(1)], problems: [{ message: 'row 3' }] };
      expect(await curation().importItems('b', first)).toBe(true);
      expect(await curation().importItems('b', first)).toBe(false);
      expect(await curation().importItems('b', { from: 4, records: [record(2)], problems: [] })).toBe(false);
      // The index is in use: the database refuses, and the position stays.
      const twice = curationRecord({ id: 'other', batchId: 'b', index: 1 });
      await expect(
        curation().importItems('b', { from: 3, records: [twice], problems: [] }),
      ).rejects.toThrow();
      expect(await curation().importItems('b', { from: 3, records: [record(2)], problems: [] })).toBe(true);
      expect(await curation().batch('b')).toMatchObject({
        position: 4,
        imported: 3,
        problems: [{ message: 'row 3' }],
        problemCount: 1,
      });
      expect(await curation().importItems('gone', first)).toBe(false);
    });

    it('keeps 50 problems and counts the others', async () => {
      await curation().createBatch(storedBatch({ id: 'b' }));
      const problems = Array.from({ length: 60 }, (_, index) => ({ message: `${index}` }));
      await curation().importItems('b', { from: 0, records: [], problems });
      const batch = await curation().batch('b');
      expect(batch?.problems).toEqual(problems.slice(0, 50));
      expect(batch).toMatchObject({ problemCount: 60, position: 60 });
    });

    it('waiting records are taken in order, each once, and each taking is an attempt', async () => {
      await batchOf(5);
      expect((await curation().takeWaiting('b', 2)).map(({ id }) => id)).toEqual(['b0', 'b1']);
      const next = await curation().takeWaiting('b', 9);
      expect(next.map(({ id }) => id)).toEqual(['b2', 'b3', 'b4']);
      expect(next[0]).toMatchObject({ status: 'running', attempts: 1, contents: { text: 'One. Two.' } });
      expect(await curation().takeWaiting('b', 9)).toEqual([]);
      await curation().saveResults('b', [kept('b0')]);
      expect(await curation().releaseRunning('other')).toBe(0);
      expect(await curation().releaseRunning('b')).toBe(4);
      // The record with fewer attempts goes first: one that keeps failing makes no other wait.
      await curation().changeRecord('b1', { entry: { attempts: 5 } });
      expect((await curation().takeWaiting('b', 1))[0]).toMatchObject({ id: 'b2', attempts: 2 });
    });

    it('a result is stored once: not for a record that no longer runs, or is gone', async () => {
      await batchOf(3);
      await curation().takeWaiting('b', 2);
      expect(await curation().saveResults('b', [kept('b0'), kept('b2'), kept('gone')])).toBe(1);
      const late = { id: 'b0', patch: { entry: { status: 'failed' as const } } };
      expect(await curation().saveResults('b', [late])).toBe(0);
      expect(await curation().record('b0')).toMatchObject({ status: 'kept' });
      expect(await curation().record('b2')).toMatchObject({ status: 'waiting' });
    });

    it('usage adds up, of results that came too late as well: it was paid for', async () => {
      await batchOf(2);
      await curation().takeWaiting('b', 1);
      const usage = { calls: 2, inputTokens: 3_000_000_000, outputTokens: 5 };
      await curation().saveResults('b', [
        { ...kept('b0'), usage },
        { ...kept('b1'), usage },
      ]);
      expect(await curation().batch('b')).toMatchObject({
        usage: { calls: 4, inputTokens: 6_000_000_000, outputTokens: 10 },
      });
    });

    it('failed ones wait again when asked', async () => {
      await batchOf(3);
      await curation().takeWaiting('b', 2);
      await curation().saveResults('b', [
        { id: 'b0', patch: { entry: { status: 'failed', stage: 'steps', error: { message: 'm' } } } },
        kept('b1'),
      ]);
      expect(await curation().retryFailed('b')).toBe(1);
      expect(await curation().record('b0')).toMatchObject({
        status: 'waiting',
        stage: 'imported',
        error: null,
        attempts: 1,
      });
    });

    it('counts by status and stage, by reason, and of the sample', async () => {
      await batchOf(6);
      await batchOf(2, 'other');
      await curation().takeWaiting('b', 4);
      const rejected = (id: string, reasons: string[]) => ({
        id,
        patch: { entry: { status: 'rejected' as const, stage: 'packed' as const }, reasons },
      });
      await curation().saveResults('b', [
        kept('b0'),
        rejected('b1', ['leak', 'ratio-too-low']),
        rejected('b2', ['leak']),
      ]);
      await curation().setSample('b', ['b0', 'b5'], { count: 2, seed: 1 });
      await curation().setSample('b', ['b0', 'b1', 'other0'], { count: 3, seed: 7 });
      await curation().changeRecord('b1', { entry: { review: 'reject' } });
      const counts = await curation().batchCounts('b');
      expect(counts.records).toHaveLength(4);
      expect(counts.records).toEqual(
        expect.arrayContaining([
          { status: 'kept', stage: 'packed', count: 1 },
          { status: 'rejected', stage: 'packed', count: 2 },
          { status: 'running', stage: 'imported', count: 1 },
          { status: 'waiting', stage: 'imported', count: 2 },
        ]),
      );
      expect(counts.reasons).toEqual([
        { code: 'leak', count: 2 },
        { code: 'ratio-too-low', count: 1 },
      ]);
      expect(counts.sampled).toHaveLength(2);
      expect(counts.sampled).toEqual(
        expect.arrayContaining([
          { review: null, status: 'kept', count: 1 },
          { review: 'reject', status: 'rejected', count: 1 },
        ]),
      );
      expect(await curation().batch('b')).toMatchObject({ sample: { count: 3, seed: 7 } });
      expect(await curation().record('other0')).toMatchObject({ sampled: false });
    });

    it('is deleted in parts, and with what it still has', async () => {
      await batchOf(5);
      expect(await curation().deleteRecordsOf('b', 2)).toBe(2);
      expect((await curation().records({ batchId: 'b', limit: 9 }))?.total).toBe(3);
      expect(await curation().deleteBatch('b')).toBe(true);
      expect(await curation().deleteBatch('b')).toBe(false);
      expect((await curation().records({ batchId: 'b', limit: 9 }))?.total).toBe(0);
      expect(await curation().deleteRecordsOf('b', 2)).toBe(0);
    });
  });
}
