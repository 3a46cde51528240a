import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import { giveWay } from '#lib/base/give-way.ts';
import { faultOf } from './faults.ts';
import { isRow } from './row-id.ts';
import type { Tables } from './schema.ts';

/** A session that is being deleted, or written: nobody sees it, and what is left of its log is removed after a restart, too. */
export const DELETING = 'deleting';

/**
 * For every statement on sessions. Of other rows it reads nothing: it must not fail, nor hide one, where a row is damaged.
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
 * Deleted at a time. What is deleted is overwritten: 3 µs an event, and as much room in the log of changes as it takes
 * itself, of which a full disk has little.
 */
const EVENTS_PER_SLICE = 500;
const BYTES_PER_SLICE = 256 * 1024;

/**
 * A log of one slice goes in one statement. A longer one is hidden first and then removed in parts, so that others have
 * their turn; whatever ends it in between, `finishDeletions` goes on. False when there is no such session.
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

/** Removes what earlier deletions, and imports that did not get to their end, left. */
export async function finishDeletions(
  database: Kysely<Tables>,
  makeRoom: () => Promise<void>,
  isUnderWay: (id: string) => boolean,
): Promise<void> {
  const rows = await database.selectFrom('sessions').select('id').where('status', '=', DELETING).execute();
  for (const { id } of rows) if (!isUnderWay(id)) await deleteSession(database, id, makeRoom);
}

/** What goes with a session: a log each, its rows numbered. */
type Log = 'events' | 'annotations';

/** How many rows from the end make a slice; null where all that is left is less than one. */
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

/** Without reading a `seq`: in a damaged row it may be anything. */
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
