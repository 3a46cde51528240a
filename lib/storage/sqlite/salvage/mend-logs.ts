import type { DatabaseSync } from 'node:sqlite';
import { blankSession, type SessionRecord } from '#lib/contract/session.ts';
import { type TraceEvent, traceEventSchema } from '#lib/trace/events.ts';
import { rowFromRecord } from '../../session-columns.ts';
import { DELETING } from '../../session-deletion.ts';

/** A session whose log we cut before its first unreadable or missing event. */
export interface CutSession {
  id: string;
  events: number;
}

export interface SalvagedLogs {
  /** Sessions with all of their log. */
  whole: number;
  /** They have no end: the program that opens the database gives them one (`status` is `running` until then). */
  cut: CutSession[];
  /** Sessions for which we found no event; we keep the data in their row. */
  withoutLog: string[];
  /** Logs without a beginning: nothing shows what they are. We drop their events. */
  lost: string[];
}

/**
 * Reassembles sessions and events: cuts a log where it becomes unreadable, gives a log without a row a row from its
 * first event, and marks summaries to be recomputed.
 */
export function mendLogs(database: DatabaseSync): SalvagedLogs {
  const result: SalvagedLogs = { whole: 0, cut: [], withoutLog: [], lost: [] };
  dropDeleted(database);
  const rows = new Map(
    (database.prepare('select id, status, last_seq from sessions').all() as unknown as KnownRow[]).map(
      (row) => [row.id, row],
    ),
  );
  const logs = database.prepare('select distinct session_id as id from events').all() as { id: string }[];
  const dropFrom = database.prepare('delete from events where session_id = ? and seq >= ?');
  const update = database.prepare('update sessions set last_seq = ?, status = ? where id = ?');

  for (const { id } of logs) {
    const log = readableLog(database, id);
    dropFrom.run(id, log.length);
    let row = rows.get(id);
    rows.delete(id);
    if (log.length === 0 || (!row && log.start?.type !== 'session-start')) {
      dropFrom.run(id, 0);
      if (row) emptyLog(database, id, result);
      else result.lost.push(id);
      continue;
    }
    if (!row) row = insertRow(database, id, log);
    const last = log.length - 1;
    const isWhole = log.last?.type === 'session-end' || (row.status === 'running' && row.last_seq === last);
    if (isWhole) {
      result.whole++;
      const ended = log.last?.type === 'session-end' ? log.last.status : row.status;
      update.run(last, ended, id);
    } else {
      result.cut.push({ id, events: log.length });
      update.run(last, 'running', id);
    }
  }
  for (const row of rows.values()) emptyLog(database, row.id, result);
  database.exec('delete from annotations where session_id not in (select id from sessions)');
  database.exec('update sessions set summary_version = null, doctor_version = null');
  return result;
}

/** A person was deleting them: nobody wants them back. */
function dropDeleted(database: DatabaseSync): void {
  for (const table of ['events', 'annotations'])
    database
      .prepare(`delete from ${table} where session_id in (select id from sessions where status = ?)`)
      .run(DELETING);
  database.prepare('delete from sessions where status = ?').run(DELETING);
}

interface KnownRow {
  id: string;
  status: string;
  last_seq: number;
}

interface ReadableLog {
  length: number;
  start: TraceEvent | null;
  last: TraceEvent | null;
}

/** The log from its first event, as long as each event is whole and follows the one before. */
function readableLog(database: DatabaseSync, id: string): ReadableLog {
  const log: ReadableLog = { length: 0, start: null, last: null };
  const rows = database.prepare('select seq, json from events where session_id = ? order by seq').iterate(id);
  for (const { seq, json } of rows) {
    const event = seq === log.length ? asEvent(json) : null;
    if (!event || event.seq !== seq || (log.start === null && event.type !== 'session-start')) break;
    log.start ??= event;
    log.last = event;
    log.length++;
    if (event.type === 'session-end') break;
  }
  return log;
}

function asEvent(json: unknown): TraceEvent | null {
  try {
    return traceEventSchema.parse(JSON.parse(String(json))) as TraceEvent;
  } catch {
    return null;
  }
}

function emptyLog(database: DatabaseSync, id: string, result: SalvagedLogs): void {
  result.withoutLog.push(id);
  const error = {
    type: 'log-lost',
    message: 'The log of this session was lost when the database was damaged.',
    remedy: 'An older copy of the data folder may have it; else delete the session.',
  };
  database
    .prepare(
      "update sessions set last_seq = -1, status = 'failed', error = ?, metrics = null, numbers = null where id = ?",
    )
    .run(JSON.stringify(error), id);
}

/** The data of a row that is not in its log (title, tags, pair, expected answer) is lost. */
function insertRow(database: DatabaseSync, id: string, { start }: ReadableLog): KnownRow {
  if (start?.type !== 'session-start') throw new Error('A log was to get a row that does not begin');
  const { question, strategy, mode, models, origin, startedAt } = start;
  const record: SessionRecord = {
    ...blankSession(),
    ...{ id, question, strategy, mode, models, origin, startedAt, createdAt: startedAt, status: 'running' },
  };
  const row = rowFromRecord(record);
  const names = Object.keys(row) as (keyof typeof row)[];
  database
    .prepare(`insert into sessions (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`)
    .run(...names.map((name) => row[name]));
  return { id, status: 'running', last_seq: -1 };
}
