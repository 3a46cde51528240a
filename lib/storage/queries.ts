import type { Kysely, Transaction, Updateable } from 'kysely';
import * as z from 'zod/mini';
import type { SessionPatch } from '#lib/contract/session.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { annotationQueries } from './annotation-queries.ts';
import { readRows } from './by-column.ts';
import { curationBatchQueries } from './curation/curation-batch-queries.ts';
import { curationRecordQueries } from './curation/curation-record-queries.ts';
import { curationWorkQueries } from './curation/curation-work-queries.ts';
import { afterCursor, encodeCursor } from './cursor.ts';
import { StorageError } from './errors.ts';
import { createEventWriter, type EventWriter } from './event-rows.ts';
import { libraryQueries } from './library-queries.ts';
import { isRow, type Numbered, ROWID, readableId, standInId } from './row-id.ts';
import { readRow } from './row-reader.ts';
import type { EndpointRow, EventRow, Tables } from './schema.ts';
import { patchToRow, recordFromRow, rowFromRecord } from './session-columns.ts';
import { deleteSession, finishDeletions, isThere } from './session-deletion.ts';
import { sessionImports } from './session-import.ts';
import type { EndpointRecord, EventLine, SessionQuery, Store, StoredEvent } from './store.ts';

/** An adapter's handling of space; both methods are called outside of transactions. */
export interface DiskReserve {
  /** Never throws. */
  make(): void;
  /** Throws the fault if there is no space to keep. */
  keep(): void;
  /**
   * Removes what was overwritten or deleted from everything that the adapter stores beside the database. Never throws.
   */
  forget(): void;
  /** Called before the end. */
  stop(): void;
}

const NO_RESERVE: DiskReserve = { make() {}, keep() {}, forget() {}, stop() {} };

/** The store on any Kysely database with this schema; it owns the connection and closes it. */
export function createStore(database: Kysely<Tables>, reserve: DiskReserve = NO_RESERVE): Store {
  const write = createEventWriter();
  // We take the connection, so that no transaction is open meanwhile.
  const makeRoom = () => database.connection().execute(async () => reserve.make());
  let closed: Promise<void> | null = null;
  const closeAll = async () => {
    await database.connection().execute(async () => reserve.stop());
    await database.destroy();
  };
  const imports = sessionImports(database, write, makeRoom);
  // Erases keys that were changed or deleted.
  const forget = () => database.connection().execute(async () => reserve.forget());
  return {
    curation: {
      ...curationRecordQueries(database),
      ...curationBatchQueries(database),
      ...curationWorkQueries(database),
    },

    async createSession(session) {
      await database.insertInto('sessions').values(rowFromRecord(session)).execute();
    },

    async session(id) {
      const one = database.selectFrom('sessions').where(isRow(id)).where(isThere);
      const [row] = await readRows(database, 'sessions', one, () => one.selectAll().select(ROWID).execute());
      return row ? recordFromRow(row) : null;
    },

    async sessions(query) {
      return listSessions(database, query);
    },

    async runningSessions() {
      const rows = await database
        .selectFrom('sessions')
        .select('id')
        .where('status', '=', 'running')
        .execute();
      return rows.map((row) => row.id);
    },

    async updateSession(id, patch) {
      const row = patchToRow(patch);
      if (Object.keys(row).length === 0) return (await this.session(id)) !== null;
      const result = await database
        .updateTable('sessions')
        .set(row)
        .where('id', '=', id)
        .where(isThere)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },

    deleteSession: (id) => deleteSession(database, id, makeRoom),

    finishDeletions: () => finishDeletions(database, makeRoom, imports.isUnderWay),

    async appendEvents(id, events, patch = {}) {
      await database.transaction().execute((transaction) => append(write, transaction, id, events, patch));
    },

    async events(id, after, limit) {
      const rows = await database
        .selectFrom('events')
        .select(['seq', 'type', 'json'])
        .where('session_id', '=', id)
        .where(({ exists, selectFrom }) =>
          exists(selectFrom('sessions').select('id').where('id', '=', id).where(isThere)),
        )
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(eventFromRow);
    },

    importSession: imports.importSession,

    ...annotationQueries(database),

    ...libraryQueries(database),

    async endpoints() {
      const all = database.selectFrom('endpoints').orderBy('created_at').orderBy('id');
      const rows = await readRows(database, 'endpoints', all, () => all.selectAll().select(ROWID).execute());
      return rows.map(endpointFromRow);
    },

    async saveEndpoint({ id, definition, apiKey, headers, createdAt }) {
      const values = {
        definition: JSON.stringify(definition),
        api_key: apiKey,
        headers: headers && Object.keys(headers).length > 0 ? JSON.stringify(headers) : null,
      };
      await database
        .insertInto('endpoints')
        .values({ id, created_at: createdAt, ...values })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
        .execute();
      await forget();
    },

    async deleteEndpoint(id) {
      const result = await database.deleteFrom('endpoints').where(isRow(id)).executeTakeFirst();
      await forget();
      return result.numDeletedRows > 0n;
    },

    async meta(key) {
      const row = await database.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
      return typeof row?.value === 'string' ? row.value : null;
    },

    async setMeta(key, value) {
      await database
        .insertInto('meta')
        .values({ key, value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute();
    },

    makeRoom,

    async probe() {
      await database.connection().execute(async () => reserve.keep());
      await this.setMeta(PROBE_KEY, PROBE);
      await this.setMeta(PROBE_KEY, '');
    },

    close() {
      closed ??= closeAll();
      return closed;
    },
  };
}

const PROBE_KEY = 'probe';
/** Large enough that the database needs new pages for it: a small write finds room where no event would. */
const PROBE = '.'.repeat(64 * 1024);

const headersSchema = z.record(z.string(), z.string());

/** Names the unreadable fields of a row and leaves them out: a key that is not text does not count. */
function endpointFromRow(row: EndpointRow & Partial<Numbered>): EndpointRecord {
  const read = readRow<EndpointRecord>();
  const headers = read.jsonOrNull('headers', row.headers, headersSchema);
  return read.marked({
    id: read.text('id', readableId(row.id), standInId(row.rowid)),
    definition: read.opaque('definition', row.definition),
    apiKey: read.textOrNull('apiKey', row.api_key),
    ...(headers !== null && { headers }),
    createdAt: read.date('createdAt', row.created_at),
  });
}

/**
 * An event is one line everywhere; a value that is not text, or has several lines, is not an event (stored-events.ts
 * ends the log there).
 */
const eventFromRow = ({ seq, type, json }: Pick<EventRow, 'seq' | 'type' | 'json'>): StoredEvent => ({
  seq,
  type: typeof type === 'string' ? type : '',
  json: typeof json === 'string' && !/[\r\n]/.test(json) ? json : '',
});

async function listSessions(database: Kysely<Tables>, { limit, cursor, pairId }: SessionQuery) {
  let select = database
    .selectFrom('sessions')
    .where(isThere)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (pairId !== undefined) select = select.where('pair_id', '=', pairId);
  if (cursor !== undefined) {
    const after = afterCursor(cursor);
    if (!after) return null;
    select = select.where(after);
  }
  const rows = await readRows(database, 'sessions', select, () => select.selectAll().select(ROWID).execute());
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const sessions = shown.map(recordFromRow);
  return { sessions, nextCursor: rows.length > limit && last ? encodeCursor(last) : null };
}

async function append(
  write: EventWriter,
  transaction: Transaction<Tables>,
  id: string,
  events: readonly (TraceEvent | EventLine)[],
  patch: SessionPatch,
): Promise<void> {
  const first = events[0];
  const last = events.at(-1);
  const update: Updateable<Tables['sessions']> = patchToRow(patch);
  if (first && last) {
    update.last_seq = last.seq;
    const stored = await transaction
      .selectFrom('sessions')
      .select('last_seq')
      .where('id', '=', id)
      .where(isThere)
      .executeTakeFirst();
    if (stored?.last_seq !== first.seq - 1 || last.seq !== first.seq + events.length - 1)
      throw new StorageError(
        'log-gap',
        stored
          ? `Events ${first.seq}–${last.seq} do not continue the stored log, which ends at ${stored.last_seq}`
          : 'There is no such session',
        { sessionId: id },
      );
    await write(transaction, id, events);
  }
  if (Object.keys(update).length > 0)
    await transaction.updateTable('sessions').set(update).where('id', '=', id).where(isThere).execute();
}
