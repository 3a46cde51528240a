import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { faultOf } from './faults.ts';
import { ROWID } from './row-id.ts';
import { type Tables, tableColumns } from './schema.ts';

/**
 * Reads the rows of a list even if one of them is damaged: if SQLite cannot read a row to its end, we read it column by
 * column; a column that we cannot read is `undefined`, which row-reader.ts treats as damage. Costs nothing while the
 * file is sound.
 * @param chosen selects the rows, in their order
 * @param all reads the wanted columns of them, at once
 */
export async function readRows<T extends keyof Tables, R>(
  database: Kysely<Tables>,
  table: T,
  chosen: SelectQueryBuilder<Tables, T, object>,
  all: () => Promise<R[]>,
): Promise<R[]> {
  const whole = await unlessDamaged(all);
  if (whole !== DAMAGED) return whole;
  const rows: R[] = [];
  for (const { rowid } of await numbersOf(chosen)) {
    const read = <V>(what: ReturnType<typeof sql>) =>
      unlessDamaged(
        async () =>
          (await sql<V>`select ${what} from ${sql.table(table)} where rowid = ${rowid}`.execute(database))
            .rows[0],
      );
    const row = await read<R>(sql`*, rowid`);
    if (row !== DAMAGED) {
      // An index may name a row that does not exist.
      if (row !== undefined) rows.push(row);
      continue;
    }
    const values: Record<string, unknown> = { rowid };
    for (const column of tableColumns(table)) {
      const one = await read<{ value: unknown }>(sql`${sql.ref(column)} as value`);
      values[column] = one === DAMAGED ? undefined : one?.value;
    }
    rows.push(values as R);
  }
  return rows;
}

/** If the sort column is unreadable too, uses the order in which the rows were created. */
async function numbersOf<T extends keyof Tables>(
  chosen: SelectQueryBuilder<Tables, T, object>,
): Promise<{ rowid: number }[]> {
  const sorted = await unlessDamaged(() => chosen.select(ROWID).execute());
  const found = sorted === DAMAGED ? await chosen.clearOrderBy().select(ROWID).execute() : sorted;
  return found as { rowid: number }[];
}

const DAMAGED = Symbol('damaged');

async function unlessDamaged<T>(read: () => Promise<T>): Promise<T | typeof DAMAGED> {
  try {
    return await read();
  } catch (error) {
    if (faultOf(error) === 'damaged') return DAMAGED;
    throw error;
  }
}
