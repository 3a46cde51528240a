import { type SqlBool, sql } from 'kysely';

/** SQLite's own number of a row, there whatever stands in the row. Another database has its own word for it. */
export const ROWID = sql<number>`rowid`.as('rowid');

export interface Numbered {
  rowid: number;
}

/** As ours are made. A flipped bit, bytes, or nothing make one that no address can name. */
const ID = /^[\w-]{1,100}$/;
const STAND_IN = /^unreadable-(\d{1,15})$/;

/** The id of a row, or undefined where it is damaged; `standInId` then takes its place. */
export const readableId = (id: unknown): string | undefined =>
  typeof id === 'string' && ID.test(id) ? id : undefined;

/** Names a row whose id is damaged: it can be shown and deleted by it. */
export const standInId = (rowid: unknown): string =>
  Number.isSafeInteger(rowid) ? `unreadable-${rowid}` : 'unreadable';

/** The row of an id, or of the stand-in that `standInId` gave it; a row whose id is whole has no stand-in. */
export function isRow(id: string) {
  const rowid = STAND_IN.exec(id)?.[1];
  return rowid === undefined
    ? sql<SqlBool>`${sql.ref('id')} = ${id}`
    : sql<SqlBool>`rowid = ${Number(rowid)} and (typeof(id) <> 'text' or id = '' or id glob '*[^a-zA-Z0-9_-]*')`;
}
