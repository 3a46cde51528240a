import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
  type Transaction,
} from 'kysely';
import { readRows } from '../by-column.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { isRow, type Numbered, ROWID } from '../row-id.ts';
import type { Tables } from '../schema.ts';
import {
  contentsFromRow,
  contentsRow,
  contentsUpdate,
  entryFromRow,
  recordRow,
  recordUpdate,
} from './curation-rows.ts';
import type {
  CurationPatch,
  CurationQuery,
  CurationStore,
  NewCuration,
  StoredCuration,
} from './curation-store.ts';
import type { CurationRecordRow } from './curation-tables.ts';

type RecordMethods = Pick<
  CurationStore,
  | 'createRecord'
  | 'record'
  | 'staleRecords'
  | 'records'
  | 'recordsOf'
  | 'entriesOf'
  | 'deleteRecord'
  | 'changeRecord'
>;

export function curationRecordQueries(database: Kysely<Tables>): RecordMethods {
  const ofBatch = (
    batchId: string,
    { after, limit, statuses, review }: Parameters<CurationStore['entriesOf']>[1],
  ) => {
    let select = database
      .selectFrom('curation_records')
      .where('batch_id', '=', batchId)
      .where('place', '>', after)
      .where('status', 'in', [...statuses]);
    if (review) select = select.where('review', '=', review);
    return select.orderBy('place').limit(limit);
  };

  return {
    async createRecord(record, reasons) {
      await database.transaction().execute(async (transaction) => {
        await insertRecords(transaction, [record]);
        await replaceReasons(transaction, record.id, record.batchId, reasons);
      });
    },

    async record(id) {
      const one = database.selectFrom('curation_records').where(isRow(id));
      const [stored] = await withContents(database, await readEntries(database, one));
      return stored ?? null;
    },

    async staleRecords(summaryVersion, limit) {
      const rows = await database
        .selectFrom('curation_records')
        .select('id')
        .where('summary', 'is not', null)
        .where('status', 'in', ['kept', 'rejected', 'failed'])
        .where(({ eb, or }) =>
          or([eb('summary_version', 'is', null), eb('summary_version', '!=', summaryVersion)]),
        )
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },

    async records(query) {
      const { limit, cursor } = query;
      let select = database
        .selectFrom('curation_records')
        .where(matching(query))
        .limit(limit + 1);
      if (cursor !== undefined) {
        const after = afterIn(query.batchId, cursor);
        if (!after) return null;
        select = select.where(after);
      }
      const rows = await readEntries(
        database,
        query.batchId === null
          ? select.orderBy('created_at', 'desc').orderBy('id', 'desc')
          : select.orderBy('place'),
      );
      const counted = await database
        .selectFrom('curation_records')
        .select(sql<number>`count(*)`.as('total'))
        .where(matching(query))
        .executeTakeFirst();
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const entries = shown.map(entryFromRow);
      const nextCursor =
        rows.length > limit && last
          ? query.batchId === null
            ? encodeCursor(last)
            : String(entries.at(-1)?.index)
          : null;
      return { entries, nextCursor, total: Number(counted?.total ?? 0) };
    },

    async recordsOf(batchId, query) {
      return withContents(database, await readEntries(database, ofBatch(batchId, query)));
    },

    async entriesOf(batchId, query) {
      return (await readEntries(database, ofBatch(batchId, query))).map(entryFromRow);
    },

    async deleteRecord(id) {
      const result = await database.deleteFrom('curation_records').where(isRow(id)).executeTakeFirst();
      return result.numDeletedRows > 0n;
    },

    async changeRecord(id, patch, revision) {
      return database
        .transaction()
        .execute((transaction) =>
          change(transaction, id, patch, (eb) =>
            revision === undefined
              ? eb.lit(true)
              : eb.and([eb('revision', '=', revision), eb('status', 'not in', ['waiting', 'running'])]),
          ),
        );
    },
  };
}

const readEntries = (
  database: Kysely<Tables>,
  chosen: SelectQueryBuilder<Tables, 'curation_records', object>,
): Promise<(CurationRecordRow & Numbered)[]> =>
  readRows(database, 'curation_records', chosen, () => chosen.selectAll().select(ROWID).execute());

/** In the same order; leaves out records without texts, which no code of ours writes. */
async function withContents(
  database: Kysely<Tables>,
  rows: readonly (CurationRecordRow & Numbered)[],
): Promise<StoredCuration[]> {
  if (rows.length === 0) return [];
  const chosen = database.selectFrom('curation_contents').where(
    'record_id',
    'in',
    rows.map(({ id }) => id),
  );
  const contents = await readRows(database, 'curation_contents', chosen, () => chosen.selectAll().execute());
  const byRecord = new Map(contents.map((row) => [row.record_id, row]));
  return rows.flatMap((row) => {
    const texts = byRecord.get(row.id);
    return texts ? [{ ...entryFromRow(row), contents: contentsFromRow(texts) }] : [];
  });
}

/** In the order of their index; leaves out ids that no longer exist. */
export async function recordsByIds(
  database: Kysely<Tables>,
  ids: readonly string[],
): Promise<StoredCuration[]> {
  if (ids.length === 0) return [];
  const chosen = database
    .selectFrom('curation_records')
    .where('id', 'in', [...ids])
    .orderBy('place');
  return withContents(database, await readEntries(database, chosen));
}

/** 15 columns each: far below the number of parameters that a statement may have. */
const ROWS_PER_INSERT = 100;

export async function insertRecords(
  transaction: Transaction<Tables>,
  records: readonly NewCuration[],
): Promise<void> {
  for (let from = 0; from < records.length; from += ROWS_PER_INSERT) {
    const some = records.slice(from, from + ROWS_PER_INSERT);
    await transaction.insertInto('curation_records').values(some.map(recordRow)).execute();
    await transaction
      .insertInto('curation_contents')
      .values(some.map(({ id, contents }) => contentsRow(id, contents)))
      .execute();
  }
}

/** False if there is no such record, or the condition is not met. */
export async function change(
  transaction: Transaction<Tables>,
  id: string,
  patch: CurationPatch,
  condition: RecordCondition,
): Promise<boolean> {
  const held = await transaction
    .selectFrom('curation_records')
    .select('batch_id')
    .where('id', '=', id)
    .where(condition)
    .executeTakeFirst();
  if (!held) return false;
  const record = recordUpdate(patch);
  if (Object.keys(record).length > 0)
    await transaction.updateTable('curation_records').set(record).where('id', '=', id).execute();
  const contents = contentsUpdate(patch);
  if (Object.keys(contents).length > 0)
    await transaction.updateTable('curation_contents').set(contents).where('record_id', '=', id).execute();
  if (patch.reasons) await replaceReasons(transaction, id, held.batch_id, patch.reasons);
  return true;
}

async function replaceReasons(
  transaction: Transaction<Tables>,
  recordId: string,
  batchId: string | null,
  codes: readonly string[],
): Promise<void> {
  await transaction.deleteFrom('curation_reasons').where('record_id', '=', recordId).execute();
  const rows = [...new Set(codes)].map((code) => ({ record_id: recordId, batch_id: batchId, code }));
  if (rows.length > 0) await transaction.insertInto('curation_reasons').values(rows).execute();
}

type RecordCondition = (eb: ExpressionBuilder<Tables, 'curation_records'>) => Expression<SqlBool>;

/** Which records of a list match its filters, wherever the page starts. */
function matching({ batchId, status, reason, review, sampled, search }: CurationQuery): RecordCondition {
  return (eb) => {
    const all = [eb('batch_id', batchId === null ? 'is' : '=', batchId)];
    if (status) all.push(eb('status', '=', status));
    if (review) all.push(review === 'none' ? eb('review', 'is', null) : eb('review', '=', review));
    if (sampled !== undefined) all.push(eb('sampled', '=', sampled ? 1 : 0));
    if (reason !== undefined)
      all.push(
        eb(
          'id',
          'in',
          eb
            .selectFrom('curation_reasons')
            .select('record_id')
            .where('curation_reasons.batch_id', batchId === null ? 'is' : '=', batchId)
            .where('code', '=', reason),
        ),
      );
    if (search) {
      const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
      all.push(
        eb.or(
          (['question', 'source_name'] as const).map(
            (column) => sql<SqlBool>`lower(${sql.ref(column)}) like lower(${pattern}) escape '\\'`,
          ),
        ),
      );
    }
    return eb.and(all);
  };
}

const INDEX = /^\d{1,9}$/;

/** The condition that continues a list after a cursor; null if the cursor is unreadable. */
function afterIn(batchId: string | null, cursor: string): RecordCondition | null {
  if (batchId !== null) return INDEX.test(cursor) ? (eb) => eb('place', '>', Number(cursor)) : null;
  const after = decodeCursor(cursor);
  if (!after) return null;
  return ({ eb, and, or }) =>
    or([
      eb('created_at', '<', after.createdAt),
      and([eb('created_at', '=', after.createdAt), eb('id', '<', after.id)]),
    ]);
}
