import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { readRows } from '../by-column.ts';
import { isRow, ROWID } from '../row-id.ts';
import type { Tables } from '../schema.ts';
import { insertRecords } from './curation-record-queries.ts';
import { batchFromRow, batchRow } from './curation-rows.ts';
import type { BatchCounts, CurationStore } from './curation-store.ts';

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

/** How many problems a batch stores whole; it only counts the others. */
const MOST_PROBLEMS = 50;

export function curationBatchQueries(database: Kysely<Tables>): BatchMethods {
  return {
    async createBatch(batch) {
      await database.insertInto('curation_batches').values(batchRow(batch)).execute();
    },

    async batch(id) {
      const one = database.selectFrom('curation_batches').where(isRow(id));
      const [row] = await readBatches(database, one);
      return row ? batchFromRow(row) : null;
    },

    async batches() {
      const all = database.selectFrom('curation_batches').orderBy('created_at', 'desc').orderBy('id', 'desc');
      const rows = await readBatches(database, all);
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
        .where(isRow(id))
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
      const result = await database.deleteFrom('curation_batches').where(isRow(batchId)).executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
  };
}

const readBatches = (
  database: Kysely<Tables>,
  chosen: SelectQueryBuilder<Tables, 'curation_batches', object>,
) => readRows(database, 'curation_batches', chosen, () => chosen.selectAll().select(ROWID).execute());

const IDS_PER_STATEMENT = 500;

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
