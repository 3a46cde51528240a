import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import { giveWay } from '#lib/base/give-way.ts';
import { faultOf } from './faults.ts';
import { isRow } from './row-id.ts';
import type { Tables } from './schema.ts';

/**
 * A session that is being deleted, or written: nobody sees it, and we remove the rest of its log after a restart, too.
 */
export const DELETING = 'deleting';

/**
 * A condition for every statement on sessions. It reads nothing of other rows: damage there must neither make it fail
 * nor hide a session.
 */
export const isThere = (eb: ExpressionBuilder<Tables, 'sessions'>) =>
  eb(
    'sessions.id',
    'not in',
    eb
      .selectFrom('sessions as going')
      .select('going.id')
      .where('going.status', '=', DELETING)
      .where('going.id', 'is not', null),
  );

/**
 * How many events we delete at a time. Deleting overwrites them: 3 µs an event, and as much room in the write-ahead log
 * as they take themselves, of which a full disk has little.
 */
const EVENTS_PER_SLICE = 500;
const BYTES_PER_SLICE = 256 * 1024;

/**
 * One statement deletes a log of one slice. We first hide a longer one and then remove it in parts, so that others have
 * their turn; if anything stops this, `finishDeletions` continues it. False if there is no such session.
 */
export async function deleteSession(
  database: Kysely<Tables>,
  id: string,
  makeRoom: () => Promise<void>,
): Promise<boolean> {
  const withRoom = async <T>(write: () => Promise<T>): Promise<T> => {
    try {
      return await write();
    } catch (error) {
      if (faultOf(error) !== 'no-space') throw error;
    }
    await makeRoom();
    return write();
  };
  let isHidden = false;
  for (const log of ['events', 'annotations'] as const)
    for (;;) {
      const count = await nextSlice(database, log, id);
      if (count === null) break;
      if (!isHidden) await withRoom(() => hide(database, id));
      isHidden = true;
      await withRoom(() => deleteLast(database, log, id, count));
      await giveWay();
    }
  return withRoom(async () => {
    const result = await database.deleteFrom('sessions').where(isRow(id)).executeTakeFirst();
    return result.numDeletedRows > 0n;
  });
}

/** Removes what earlier deletions, and unfinished imports, left. */
export async function finishDeletions(
  database: Kysely<Tables>,
  makeRoom: () => Promise<void>,
  isUnderWay: (id: string) => boolean,
): Promise<void> {
  const rows = await database.selectFrom('sessions').select('id').where('status', '=', DELETING).execute();
  for (const { id } of rows) if (!isUnderWay(id)) await deleteSession(database, id, makeRoom);
}

/** What is deleted with a session: two logs with numbered rows. */
type Log = 'events' | 'annotations';

/** How many rows from the end make a slice; null if the rest is less than one. */
async function nextSlice(database: Kysely<Tables>, log: Log, id: string): Promise<number | null> {
  const rows = await database
    .selectFrom(log)
    .select(sql<number | null>`octet_length(json)`.as('bytes'))
    .where('session_id', '=', id)
    .orderBy('seq', 'desc')
    .limit(EVENTS_PER_SLICE + 1)
    .execute();
  let bytes = 0;
  for (const [index, row] of rows.entries()) {
    bytes += Number(row.bytes);
    if (index === EVENTS_PER_SLICE || (index > 0 && bytes > BYTES_PER_SLICE)) return index;
  }
  return null;
}

const hide = (database: Kysely<Tables>, id: string) =>
  database.updateTable('sessions').set({ status: DELETING }).where('id', '=', id).execute();

/** Does not read any `seq`: in a damaged row it may be anything. */
const deleteLast = (database: Kysely<Tables>, log: Log, id: string, count: number) =>
  database
    .deleteFrom(log)
    .where('session_id', '=', id)
    .where('seq', '>=', (eb) =>
      eb
        .selectFrom(log)
        .select('seq')
        .where('session_id', '=', id)
        .orderBy('seq', 'desc')
        .offset(count - 1)
        .limit(1),
    )
    .execute();
