import type { Kysely } from 'kysely';
import type { Tables } from '../schema.ts';
import { change, recordsByIds } from './curation-record-queries.ts';
import type { CurationStore } from './curation-store.ts';

type WorkMethods = Pick<
  CurationStore,
  'startRecord' | 'takeWaiting' | 'saveResults' | 'releaseRunning' | 'waitingRequests' | 'retryFailed'
>;

/** Queries for records in the pipeline. */
export function curationWorkQueries(database: Kysely<Tables>): WorkMethods {
  return {
    async startRecord(id, request) {
      const result = await database
        .updateTable('curation_records')
        .set(({ eb }) => ({
          status: 'running',
          attempts: eb('attempts', '+', 1),
          error: null,
          request: JSON.stringify(request),
        }))
        .where('id', '=', id)
        .where('status', '!=', 'running')
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },

    async takeWaiting(batchId, limit) {
      return database.transaction().execute(async (transaction) => {
        const taken = await transaction
          .selectFrom('curation_records')
          .select('id')
          .where('batch_id', '=', batchId)
          .where('status', '=', 'waiting')
          .where('request', 'is', null)
          .orderBy('attempts')
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
      if (batchId !== null) update = update.where('batch_id', '=', batchId).where('request', 'is', null);
      return Number((await update.executeTakeFirst()).numUpdatedRows);
    },

    async waitingRequests() {
      const rows = await database
        .selectFrom('curation_records')
        .select('id')
        .where('status', '=', 'waiting')
        .where('request', 'is not', null)
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
