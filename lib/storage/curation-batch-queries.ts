import { type Kysely, sql } from 'kysely';
import { change, insertRecords, recordsByIds } from './curation-record-queries.ts';
import { batchFromRow, batchRow } from './curation-rows.ts';
import type { BatchCounts, CurationStore } from './curation-store.ts';
import type { Tables } from './schema.ts';

type BatchMethods = Pick<
  CurationStore,
  | 'createBatch'
  | 'batch'
  | 'batches'
  | 'changeBatch'
  | 'importItems'
  | 'batchCounts'
  | 'setSample'
  | 'deleteRecordsOf'
  | 'deleteBatch'
>;

/** Problems that a batch keeps whole; the others are counted. */
const MOST_PROBLEMS = 50;

export function curationBatchQueries(database: Kysely<Tables>): BatchMethods {
  return {
    async createBatch(batch) {
      await database.insertInto('curation_batches').values(batchRow(batch)).execute();
    },

    async batch(id) {
      const row = await database
        .selectFrom('curation_batches')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? batchFromRow(row) : null;
    },

    async batches() {
      const rows = await database
        .selectFrom('curation_batches')
        .selectAll()
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(batchFromRow);
    },

    async changeBatch(id, { status, importDone, error, sample }) {
      const result = await database
        .updateTable('curation_batches')
        .set({
          ...(status !== undefined && { status }),
          ...(importDone !== undefined && { import_done: importDone ? 1 : 0 }),
          ...(error !== undefined && { error: error === null ? null : JSON.stringify(error) }),
          ...(sample !== undefined && { sample: sample === null ? null : JSON.stringify(sample) }),
        })
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },

    async importItems(batchId, { from, records, problems }) {
      return database.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('curation_batches')
          .selectAll()
          .where('id', '=', batchId)
          .where('position', '=', from)
          .executeTakeFirst();
        if (!row) return false;
        await insertRecords(transaction, records);
        const batch = batchFromRow(row);
        await transaction
          .updateTable('curation_batches')
          .set({
            position: from + records.length + problems.length,
            imported: batch.imported + records.length,
            problems: JSON.stringify([...batch.problems, ...problems].slice(0, MOST_PROBLEMS)),
            problem_count: batch.problemCount + problems.length,
          })
          .where('id', '=', batchId)
          .execute();
        return true;
      });
    },

    async batchCounts(batchId) {
      return {
        records: await countRecords(database, batchId),
        reasons: await countReasons(database, batchId),
        sampled: await countSampled(database, batchId),
      };
    },

    async setSample(batchId, ids, sample) {
      await database.transaction().execute(async (transaction) => {
        await transaction
          .updateTable('curation_records')
          .set({ sampled: 0 })
          .where('batch_id', '=', batchId)
          .where('sampled', '=', 1)
          .execute();
        for (let from = 0; from < ids.length; from += IDS_PER_STATEMENT)
          await transaction
            .updateTable('curation_records')
            .set({ sampled: 1 })
            .where('batch_id', '=', batchId)
            .where('id', 'in', ids.slice(from, from + IDS_PER_STATEMENT))
            .execute();
        await transaction
          .updateTable('curation_batches')
          .set({ sample: JSON.stringify(sample) })
          .where('id', '=', batchId)
          .execute();
      });
    },

    async deleteRecordsOf(batchId, limit) {
      const result = await database
        .deleteFrom('curation_records')
        .where('id', 'in', (eb) =>
          eb.selectFrom('curation_records').select('id').where('batch_id', '=', batchId).limit(limit),
        )
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },

    async deleteBatch(batchId) {
      const result = await database
        .deleteFrom('curation_batches')
        .where('id', '=', batchId)
        .executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
  };
}

const IDS_PER_STATEMENT = 500;

type WorkMethods = Pick<
  CurationStore,
  'takeWaiting' | 'saveResults' | 'releaseRunning' | 'waitingSingles' | 'retryFailed'
>;

/** What the runner does with the records of a batch. */
export function curationWorkQueries(database: Kysely<Tables>): WorkMethods {
  return {
    async takeWaiting(batchId, limit) {
      return database.transaction().execute(async (transaction) => {
        const taken = await transaction
          .selectFrom('curation_records')
          .select('id')
          .where('batch_id', '=', batchId)
          .where('status', '=', 'waiting')
          .orderBy('place')
          .limit(limit)
          .execute();
        const ids = taken.map(({ id }) => id);
        if (ids.length === 0) return [];
        await transaction
          .updateTable('curation_records')
          .set(({ eb }) => ({ status: 'running', attempts: eb('attempts', '+', 1), error: null }))
          .where('id', 'in', ids)
          .execute();
        return recordsByIds(transaction, ids);
      });
    },

    async saveResults(batchId, results) {
      return database.transaction().execute(async (transaction) => {
        let saved = 0;
        const sum = { calls: 0, inputTokens: 0, outputTokens: 0 };
        for (const { id, patch, usage } of results) {
          if (await change(transaction, id, patch, (eb) => eb('status', '=', 'running'))) saved++;
          if (!usage) continue;
          sum.calls += usage.calls;
          sum.inputTokens += usage.inputTokens;
          sum.outputTokens += usage.outputTokens;
        }
        if (batchId !== null && sum.calls > 0)
          await transaction
            .updateTable('curation_batches')
            .set(({ eb }) => ({
              calls: eb('calls', '+', sum.calls),
              input_tokens: eb('input_tokens', '+', sum.inputTokens),
              output_tokens: eb('output_tokens', '+', sum.outputTokens),
            }))
            .where('id', '=', batchId)
            .execute();
        return saved;
      });
    },

    async releaseRunning(batchId) {
      let update = database
        .updateTable('curation_records')
        .set({ status: 'waiting' })
        .where('status', '=', 'running');
      if (batchId !== null) update = update.where('batch_id', '=', batchId);
      return Number((await update.executeTakeFirst()).numUpdatedRows);
    },

    async waitingSingles() {
      const rows = await database
        .selectFrom('curation_records')
        .select('id')
        .where('batch_id', 'is', null)
        .where('status', '=', 'waiting')
        .orderBy('created_at')
        .execute();
      return rows.map(({ id }) => id);
    },

    async retryFailed(batchId) {
      const result = await database
        .updateTable('curation_records')
        .set({ status: 'waiting', stage: 'imported', error: null })
        .where('batch_id', '=', batchId)
        .where('status', '=', 'failed')
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },
  };
}

async function countRecords(database: Kysely<Tables>, batchId: string): Promise<BatchCounts['records']> {
  const rows = await database
    .selectFrom('curation_records')
    .select(['status', 'stage', sql<number>`count(*)`.as('count')])
    .where('batch_id', '=', batchId)
    .groupBy(['status', 'stage'])
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) })) as BatchCounts['records'];
}

async function countReasons(database: Kysely<Tables>, batchId: string): Promise<BatchCounts['reasons']> {
  const rows = await database
    .selectFrom('curation_reasons')
    .select(['code', sql<number>`count(*)`.as('count')])
    .where('batch_id', '=', batchId)
    .groupBy('code')
    .orderBy('count', 'desc')
    .orderBy('code')
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

async function countSampled(database: Kysely<Tables>, batchId: string): Promise<BatchCounts['sampled']> {
  const rows = await database
    .selectFrom('curation_records')
    .select(['review', 'status', sql<number>`count(*)`.as('count')])
    .where('batch_id', '=', batchId)
    .where('sampled', '=', 1)
    .groupBy(['review', 'status'])
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) })) as BatchCounts['sampled'];
}
