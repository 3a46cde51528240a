import type { Kysely, Transaction } from 'kysely';
import { giveWay } from '#lib/base/give-way.ts';
import type { SessionRecord } from '#lib/contract/session.ts';
import type { NewAnnotation } from '#lib/trace/annotations.ts';
import type { TraceEvent } from '#lib/trace/events.ts';
import { appendAnnotations } from './annotation-queries.ts';
import { StorageError } from './errors.ts';
import type { EventWriter } from './event-rows.ts';
import { questionKey } from './question-key.ts';
import type { Tables } from './schema.ts';
import { rowFromRecord } from './session-columns.ts';
import { DELETING, deleteSession, isThere } from './session-deletion.ts';
import type { EventLine } from './store.ts';

type Events = readonly (TraceEvent | EventLine)[];

/** Events per transaction: 6 µs an event. Other writers wait that long. */
const EVENTS_PER_PART = 1000;
const CHARACTERS_PER_PART = 1_000_000;

/** Imports whole sessions, and tracks which of them are being written now. */
export function sessionImports(database: Kysely<Tables>, write: EventWriter, makeRoom: () => Promise<void>) {
  const underWay = new Map<string, Promise<SessionRecord>>();
  return {
    isUnderWay: (id: string) => underWay.has(id),

    async importSession(
      session: SessionRecord,
      events: Events,
      newPairId: string,
      annotations: readonly NewAnnotation[] = [],
    ): Promise<SessionRecord> {
      const { id } = session;
      // For a repeated request: the second import finds what the first has stored, and fails on it.
      while (underWay.has(id)) await underWay.get(id)?.catch(() => {});
      const work = importOne(session, events, newPairId, annotations);
      underWay.set(id, work);
      try {
        return await work;
      } finally {
        underWay.delete(id);
      }
    },
  };

  /**
   * A short log is one transaction. We write a longer one in parts, so that others write between them, into a session
   * that is hidden like one being deleted: if anything stops this, nobody sees the rest, and the next start removes it.
   */
  async function importOne(
    session: SessionRecord,
    events: Events,
    newPairId: string,
    annotations: readonly NewAnnotation[],
  ): Promise<SessionRecord> {
    const lastSeq = events.length - 1;
    if (lastSeq >= 0 && (events[0]?.seq !== 0 || events[lastSeq]?.seq !== lastSeq))
      throw new StorageError('log-gap', 'The events of an import are not numbered from 0', {
        sessionId: session.id,
      });
    const row = rowFromRecord({ ...session, lastSeq });
    const parts = partsOf(events);
    const [only = []] = parts;
    if (parts.length <= 1)
      return database.transaction().execute(async (transaction) => {
        const pairId = await pairOf(transaction, session, newPairId);
        await transaction
          .insertInto('sessions')
          .values({ ...row, pair_id: pairId })
          .execute();
        await write(transaction, session.id, only);
        await appendAnnotations(transaction, session.id, annotations);
        return { ...session, pairId, lastSeq };
      });
    await database
      .insertInto('sessions')
      .values({ ...row, status: DELETING })
      .execute();
    try {
      for (const part of parts) {
        await database.transaction().execute((transaction) => write(transaction, session.id, part));
        await giveWay();
      }
      return await database.transaction().execute(async (transaction) => {
        await appendAnnotations(transaction, session.id, annotations);
        const pairId = await pairOf(transaction, session, newPairId);
        await transaction
          .updateTable('sessions')
          .set({ status: row.status, pair_id: pairId })
          .where('id', '=', session.id)
          .execute();
        return { ...session, pairId, lastSeq };
      });
    } catch (error) {
      // If this fails as well, `finishDeletions` does it.
      await deleteSession(database, session.id, makeRoom).catch(() => {});
      throw error;
    }
  }
}

function partsOf(events: Events): Events[] {
  const parts: Events[] = [];
  let from = 0;
  let characters = 0;
  for (const [index, event] of events.entries()) {
    characters += 'json' in event ? event.json.length : 0;
    if (index + 1 - from < EVENTS_PER_PART && characters < CHARACTERS_PER_PART) continue;
    parts.push(events.slice(from, index + 1));
    from = index + 1;
    characters = 0;
  }
  if (from < events.length) parts.push(events.slice(from));
  return parts;
}

/**
 * The given pairId, else the one that a new session shares with the newest session of another strategy on its question.
 */
async function pairOf(
  transaction: Transaction<Tables>,
  { pairId, question, strategy }: SessionRecord,
  newPairId: string,
): Promise<string | null> {
  if (pairId !== null) return pairId;
  const key = questionKey(question);
  if (key === '') return null;
  const partner = await transaction
    .selectFrom('sessions')
    .select(['id', 'pair_id'])
    .where('question_key', '=', key)
    .where(isThere)
    .where('strategy', '!=', strategy)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!partner) return null;
  if (partner.pair_id !== null) return partner.pair_id;
  await transaction
    .updateTable('sessions')
    .set({ pair_id: newPairId })
    .where('id', '=', partner.id)
    .execute();
  return newPairId;
}
