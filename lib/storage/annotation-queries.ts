import { type Kysely, sql, type Transaction } from 'kysely';
import type { StoredAnnotations } from '#lib/contract/annotations.ts';
import { annotationSchema } from '#lib/trace/annotation-schema.ts';
import type { Annotation, NewAnnotation } from '#lib/trace/annotations.ts';
import { readRows } from './by-column.ts';
import { faultOf } from './faults.ts';
import { ROWID } from './row-id.ts';
import type { AnnotationRow, Tables } from './schema.ts';
import { patchToRow, recordFromRow } from './session-columns.ts';
import { isThere } from './session-deletion.ts';
import type { Store } from './store.ts';

type Database = Kysely<Tables> | Transaction<Tables>;

export function annotationQueries(database: Kysely<Tables>): Pick<Store, 'annotations' | 'annotate'> {
  return {
    annotations: (id) => listAnnotations(database, id),

    async annotate(id, change) {
      return database.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('sessions')
          .selectAll()
          .where('id', '=', id)
          .where(isThere)
          .executeTakeFirst();
        if (!row) return null;
        const before = await listAnnotations(transaction, id);
        const { add, patch = {} } = change(recordFromRow(row), before.annotations);
        const added = await appendAnnotations(transaction, id, add);
        const update = patchToRow(patch);
        if (Object.keys(update).length > 0)
          await transaction.updateTable('sessions').set(update).where('id', '=', id).execute();
        return { ...before, annotations: [...before.annotations, ...added] };
      });
    },
  };
}

/** Numbers them after the last one, even if that one cannot be read. */
export async function appendAnnotations(
  transaction: Transaction<Tables>,
  id: string,
  add: readonly NewAnnotation[],
): Promise<Annotation[]> {
  if (add.length === 0) return [];
  const last = await transaction
    .selectFrom('annotations')
    .select(sql<number | null>`max(seq)`.as('seq'))
    .where('session_id', '=', id)
    .executeTakeFirst();
  const first = Number(last?.seq ?? -1) + 1;
  const added = add.map((one, index) => ({ ...one, seq: first + index }) as Annotation);
  // One statement each: every number of rows would need a statement of its own.
  for (const one of added)
    await transaction
      .insertInto('annotations')
      .values({ session_id: id, seq: one.seq, made_at: one.madeAt, json: JSON.stringify(one) })
      .execute();
  return added;
}

async function listAnnotations(database: Database, id: string): Promise<StoredAnnotations> {
  const chosen = database
    .selectFrom('annotations')
    .where('session_id', '=', id)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('sessions').select('id').where('id', '=', id).where(isThere)),
    )
    .orderBy('seq');
  let rows: Pick<AnnotationRow, 'seq' | 'json'>[];
  try {
    rows = await readRows(database, 'annotations', chosen, () =>
      chosen.select(['seq', 'json']).select(ROWID).execute(),
    );
  } catch (error) {
    // We show a session without its annotations rather than not at all.
    if (faultOf(error) !== 'damaged') throw error;
    return { annotations: [], isDamaged: true };
  }
  const annotations = rows.flatMap((row) => annotationOf(row) ?? []);
  return { annotations, isDamaged: annotations.length < rows.length };
}

function annotationOf({ seq, json }: Pick<AnnotationRow, 'seq' | 'json'>): Annotation | null {
  try {
    const { success, data } = annotationSchema.safeParse(JSON.parse(json));
    return success && data.seq === seq ? data : null;
  } catch {
    return null;
  }
}
