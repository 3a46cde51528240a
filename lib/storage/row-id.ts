import { type SqlBool, sql } from 'kysely';

/** SQLite's own number of a row, which exists whatever the row contains. Other databases have another name for it. */
export const ROWID = sql<number>`rowid`.as('rowid');

export interface Numbered {
  rowid: number;
}

/** The form of our ids. A flipped bit, bytes, or nothing give an id that no address can name. */
const ID = /^[\w-]{1,100}$/;
const STAND_IN = /^unreadable-(\d{1,15})$/;

/** The id of a row, or undefined if it is damaged; `standInId` then replaces it. */
export const readableId = (id: unknown): string | undefined =>
  typeof id === 'string' && ID.test(id) ? id : undefined;

/** Names a row with a damaged id, so that people can view and delete it. */
export const standInId = (rowid: unknown): string =>
  Number.isSafeInteger(rowid) ? `unreadable-${rowid}` : 'unreadable';

/** Matches the row of an id, or of the stand-in that `standInId` returned; a row with a whole id has no stand-in. */
export function isRow(id: string) {
  const rowid = STAND_IN.exec(id)?.[1];
  return rowid === undefined
    ? sql<SqlBool>`${sql.ref('id')} = ${id}`
    : sql<SqlBool>`rowid = ${Number(rowid)} and (typeof(id) <> 'text' or id = '' or id glob '*[^a-zA-Z0-9_-]*')`;
}
