import { faultOf } from './faults.ts';

/** How rows can be read: all at once, one, or one column of one. Each rejects where a part of the file is damaged. */
export interface RowReading<R> {
  all(): Promise<R[]>;
  ids(): Promise<string[]>;
  row(id: string): Promise<R | undefined>;
  /** Of each column. */
  values: Readonly<Record<string, (id: string) => Promise<unknown>>>;
}

/**
 * Rows of a list, whatever one of them does: where SQLite cannot follow one to its end, it is read column by column, and
 * what is out of reach is `undefined`, which row-reader.ts takes for damage. Costs nothing while all is well.
 */
export async function readRows<R>(reading: RowReading<R>): Promise<R[]> {
  const whole = await unlessDamaged(reading.all);
  if (whole !== DAMAGED) return whole;
  const rows: R[] = [];
  for (const id of await reading.ids()) {
    const row = await unlessDamaged(() => reading.row(id));
    if (row === DAMAGED) rows.push(await byColumn(reading, id));
    else if (row !== undefined) rows.push(row);
  }
  return rows;
}

async function byColumn<R>({ values }: RowReading<R>, id: string): Promise<R> {
  const row: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(values)) {
    const read = await unlessDamaged(() => value(id));
    row[column] = read === DAMAGED ? undefined : read;
  }
  return row as R;
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
