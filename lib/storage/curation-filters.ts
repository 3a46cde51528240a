import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { CurationQuery } from './curation-store.ts';
import { decodeCursor } from './cursor.ts';
import type { Tables } from './schema.ts';

export type RecordCondition = (eb: ExpressionBuilder<Tables, 'curation_records'>) => Expression<SqlBool>;

/** Which records of a list match its filters, wherever the page starts. */
export function matching({
  batchId,
  status,
  reason,
  review,
  sampled,
  search,
}: CurationQuery): RecordCondition {
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

/** The condition that continues a list after a cursor; null for an unreadable one. */
export function afterIn(batchId: string | null, cursor: string): RecordCondition | null {
  if (batchId !== null) return INDEX.test(cursor) ? (eb) => eb('place', '>', Number(cursor)) : null;
  const after = decodeCursor(cursor);
  if (!after) return null;
  return ({ eb, and, or }) =>
    or([
      eb('created_at', '<', after.createdAt),
      and([eb('created_at', '=', after.createdAt), eb('id', '<', after.id)]),
    ]);
}
