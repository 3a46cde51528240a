import { setImmediate } from 'node:timers/promises';
import { CompiledQuery, type Transaction } from 'kysely';
import type { TraceEvent } from '#lib/trace/events.ts';
import type { EventRow, Tables } from './schema.ts';
import type { EventLine } from './store.ts';

/** Rows per insert: 5 parameters each, far below PostgreSQL's 65,534 and SQLite's 32,766 a statement. */
const ROWS_PER_INSERT = 100;
/** SQLite writes on this thread, 6 µs a row and 2 ms a megabyte: after this many rows, others have their turn. */
const ROWS_PER_TURN = 1000;
const CHARACTERS_PER_TURN = 2_000_000;

const columns = ['session_id', 'seq', 'at', 'type', 'json'] as const satisfies (keyof EventRow)[];

/** Inserts events of a session; builds the statement for each number of rows once, which halves the time. */
export function createEventWriter() {
  const statements = new Map<number, string>();

  function statementFor(transaction: Transaction<Tables>, rows: readonly EventRow[]): string {
    const known = statements.get(rows.length);
    if (known !== undefined) return known;
    const { sql } = transaction
      .insertInto('events')
      .columns(columns)
      .values([...rows])
      .compile();
    statements.set(rows.length, sql);
    return sql;
  }

  return async (
    transaction: Transaction<Tables>,
    id: string,
    events: readonly (TraceEvent | EventLine)[],
  ): Promise<void> => {
    let characters = 0;
    for (let from = 0; from < events.length; from += ROWS_PER_INSERT) {
      if (characters > CHARACTERS_PER_TURN || (from > 0 && from % ROWS_PER_TURN === 0)) {
        characters = 0;
        await setImmediate();
      }
      const rows = events.slice(from, from + ROWS_PER_INSERT).map((event) => rowOf(id, event));
      for (const { json } of rows) characters += json.length;
      const values = rows.flatMap((row) => columns.map((column) => row[column]));
      await transaction.executeQuery(CompiledQuery.raw(statementFor(transaction, rows), values));
    }
  };
}

export type EventWriter = ReturnType<typeof createEventWriter>;

const rowOf = (id: string, event: TraceEvent | EventLine): EventRow => ({
  session_id: id,
  seq: event.seq,
  at: event.at,
  type: event.type,
  json: 'json' in event ? event.json : JSON.stringify(event),
});
