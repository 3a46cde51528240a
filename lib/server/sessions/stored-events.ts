import { faultOf } from '#lib/storage/faults.ts';
import type { Store, StoredEvent } from '#lib/storage/store.ts';
import { type ErrorInfo, type TraceEvent, traceEventSchema } from '#lib/trace/events.ts';

/** How many events we read at a time: checking this many takes 5 ms. */
const PAGE = 1000;

/** Type of the error that ends a log which we cannot read further. */
export const LOG_DAMAGED = 'log-damaged';

type EventStore = Pick<Store, 'events' | 'session'>;

export interface ReadablePage {
  /** The stored rows, each a valid event; the last may be the end that replaces the unreadable rest. */
  stored: StoredEvent[];
  events: TraceEvent[];
  /** Damage prevents us from reading further. */
  isCut: boolean;
}

/**
 * Events of a stored log after `after`, as far as we can read them. If one is missing or is not an event (the file was
 * damaged or changed from outside), a `session-end` that reports this replaces it and everything after it: any code
 * that shows, folds or exports the log then ends there by itself.
 * @param lastSeq from the session's row: how far the log should reach
 */
export async function readablePage(
  store: Pick<Store, 'events'>,
  { id, lastSeq }: { id: string; lastSeq: number },
  after: number,
  limit: number,
): Promise<ReadablePage> {
  const { page, isUnreadable } = await rowsAfter(store, id, after, limit);
  const stored: StoredEvent[] = [];
  const events: TraceEvent[] = [];
  for (const row of page) {
    const event = row.seq === after + 1 + stored.length ? asEvent(row) : null;
    if (!event) break;
    stored.push(row);
    events.push(event);
  }
  const reached = after + stored.length;
  const isCut = isUnreadable || stored.length < page.length || (page.length < limit && reached < lastSeq);
  if (isCut) {
    const before = events.at(-1) ?? (await eventAt(store, id, after));
    const end = damagedEnd(reached, before?.at ?? 0);
    stored.push({ seq: end.seq, type: end.type, json: JSON.stringify(end) });
    events.push(end);
  }
  return { stored, events, isCut };
}

/** A whole stored log, event by event, each unchanged: an export has the same bytes. */
export async function* storedEvents(store: EventStore, id: string): AsyncGenerator<TraceEvent> {
  for await (const { events } of readablePages(store, id)) yield* events;
}

/** The same page by page. */
export async function* readablePages(store: EventStore, id: string): AsyncGenerator<ReadablePage> {
  const lastSeq = (await store.session(id))?.lastSeq ?? -1;
  for (let after = -1; ; ) {
    const page = await readablePage(store, { id, lastSeq }, after, PAGE);
    if (page.stored.length > 0) yield page;
    if (page.isCut || page.stored.length < PAGE) return;
    after += page.stored.length;
  }
}

/** The rows before a damaged page of the file: we find them by reading fewer. */
async function rowsAfter(
  store: Pick<Store, 'events'>,
  id: string,
  after: number,
  limit: number,
): Promise<{ page: StoredEvent[]; isUnreadable: boolean }> {
  for (let wanted = limit; wanted > 0; wanted = Math.floor(wanted / 2)) {
    try {
      const page = await store.events(id, after, wanted);
      // Fewer than we wanted, and no failure: there are no more.
      if (wanted === limit || page.length === 0) return { page, isUnreadable: wanted < limit };
      const rest = await rowsAfter(store, id, page.at(-1)?.seq ?? after, wanted);
      return { page: [...page, ...rest.page], isUnreadable: rest.isUnreadable };
    } catch (error) {
      if (faultOf(error) !== 'damaged') throw error;
    }
  }
  return { page: [], isUnreadable: true };
}

function asEvent({ seq, json }: StoredEvent): TraceEvent | null {
  try {
    const event: unknown = JSON.parse(json);
    const { success, data } = traceEventSchema.safeParse(event);
    return success && data.seq === seq ? (event as TraceEvent) : null;
  } catch {
    return null;
  }
}

async function eventAt(store: Pick<Store, 'events'>, id: string, seq: number): Promise<TraceEvent | null> {
  if (seq < 0) return null;
  const [row] = (await rowsAfter(store, id, seq - 1, 1)).page;
  return row?.seq === seq ? asEvent(row) : null;
}

const damagedEnd = (lastReadable: number, at: number): TraceEvent => ({
  seq: lastReadable + 1,
  at,
  type: 'session-end',
  status: 'failed',
  error: logDamaged(lastReadable),
});

/** @param lastReadable `seq` of the last readable event; -1 for none */
export const logDamaged = (lastReadable: number): ErrorInfo => ({
  type: LOG_DAMAGED,
  message:
    lastReadable < 0
      ? 'The stored log of this session is damaged: no event of it can be read.'
      : `The stored log of this session is damaged: it can be read up to event ${lastReadable}.`,
  remedy:
    'What can be read is shown and exported. An older copy of the data folder may hold the rest. To look for more in the damaged file, stop Sprintscope and run: npm run -s sprintscope -- repair',
});
