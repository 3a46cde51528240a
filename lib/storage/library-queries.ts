import { type Kysely, sql } from 'kysely';
import { listedFields, type SessionRecord } from '#lib/contract/session.ts';
import { readRows } from './by-column.ts';
import { afterCursor, encodeCursor } from './cursor.ts';
import { ROWID } from './row-id.ts';
import { readRow } from './row-reader.ts';
import type { Tables } from './schema.ts';
import { columnOf, entryFromRow, tagsSchema } from './session-columns.ts';
import { isThere } from './session-deletion.ts';
import type { ManyChanged, Store } from './store.ts';

/** The library's queries to the store: many sessions at once, none of their logs. */
export function libraryQueries(
  database: Kysely<Tables>,
): Pick<Store, 'library' | 'changeTags' | 'setPair' | 'staleSessions'> {
  return {
    async library({ limit, cursor }) {
      let select = database
        .selectFrom('sessions')
        .where(isThere)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1);
      if (cursor !== undefined) {
        const after = afterCursor(cursor);
        if (!after) return null;
        select = select.where(after);
      }
      const rows = await readRows(database, 'sessions', select, () =>
        select.select(libraryColumns).select(ROWID).execute(),
      );
      const counted = await database
        .selectFrom('sessions')
        .select(sql<number>`count(*)`.as('total'))
        .where(isThere)
        .executeTakeFirst();
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        entries: shown.map(entryFromRow),
        nextCursor: rows.length > limit && last ? encodeCursor(last) : null,
        total: Number(counted?.total ?? 0),
      };
    },

    async changeTags(ids, change) {
      return database.transaction().execute(async (transaction): Promise<ManyChanged> => {
        const missing: string[] = [];
        const refused: string[] = [];
        for (const id of ids) {
          const row = await transaction
            .selectFrom('sessions')
            .select('tags')
            .where('id', '=', id)
            .where(isThere)
            .executeTakeFirst();
          const tags =
            row && change(readRow<SessionRecord>().json<string[]>('tags', row.tags, tagsSchema, []));
          if (!row) missing.push(id);
          else if (!tags) refused.push(id);
          else
            await transaction
              .updateTable('sessions')
              .set({ tags: JSON.stringify(tags) })
              .where('id', '=', id)
              .where(isThere)
              .execute();
        }
        return { missing, refused };
      });
    },

    async setPair(ids, pairId) {
      return database.transaction().execute(async (transaction): Promise<ManyChanged> => {
        const missing: string[] = [];
        for (const id of ids) {
          const { numUpdatedRows } = await transaction
            .updateTable('sessions')
            .set({ pair_id: pairId })
            .where('id', '=', id)
            .where(isThere)
            .executeTakeFirst();
          if (numUpdatedRows === 0n) missing.push(id);
        }
        return { missing, refused: [] };
      });
    },

    async staleSessions({ doctorVersion, summaryVersion }, limit) {
      const rows = await database
        .selectFrom('sessions')
        .select('id')
        .where('status', '!=', 'running')
        .where(isThere)
        .where(({ eb, or }) =>
          or([
            eb('doctor_version', 'is', null),
            eb('doctor_version', '!=', doctorVersion),
            eb('summary_version', 'is', null),
            eb('summary_version', '!=', summaryVersion),
          ]),
        )
        .orderBy('created_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}

/** Characters of a question in the library: one may have 100,000, and we send 2,000 questions at once. */
const LIBRARY_QUESTION = 1000;

/** Characters of an answer: more than any right answer has, so that nobody takes a cut one for it. */
export const LIBRARY_ANSWER = 2001;

/** The columns of a row that the library reads; of long texts only the beginning. */
const libraryColumns = listedFields.map((field) => {
  const column = columnOf(field);
  if (column === 'question') return sql<string>`substr(question, 1, ${sql.lit(LIBRARY_QUESTION)})`.as(column);
  if (column === 'answer')
    return sql<string | null>`substr(answer, 1, ${sql.lit(LIBRARY_ANSWER)})`.as(column);
  return column;
});
