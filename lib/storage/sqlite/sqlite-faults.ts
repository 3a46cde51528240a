import type { StorageFault } from '../errors.ts';
import { faultError, faultOf } from '../faults.ts';

/** Primary result codes (https://www.sqlite.org/rescode.html): the low byte of node:sqlite's `errcode`. */
const PRIMARY: Readonly<Record<number, StorageFault>> = {
  3: 'read-only', // PERM
  5: 'locked', // BUSY
  6: 'locked', // LOCKED
  8: 'read-only', // READONLY
  10: 'io-error', // IOERR
  11: 'damaged', // CORRUPT
  13: 'no-space', // FULL
  14: 'away', // CANTOPEN
  26: 'damaged', // NOTADB
};

/** Extended codes with another meaning than their primary code. */
const EXTENDED: Readonly<Record<number, StorageFault>> = {
  // The index of the write-ahead log could not grow: SQLite allocates its file in advance, so a full disk causes this.
  [10 | (19 << 8)]: 'no-space', // IOERR_SHMSIZE
  [10 | (17 << 8)]: 'away', // IOERR_CLOSE
  [10 | (23 << 8)]: 'away', // IOERR_DELETE_NOENT
  [10 | (33 << 8)]: 'damaged', // IOERR_CORRUPTFS
  [8 | (4 << 8)]: 'away', // READONLY_DBMOVED
};

/**
 * The fault that an error of node:sqlite means; null for a wrong statement, a broken constraint and errors that are not
 * SQLite's.
 */
export function faultOfSqlite(error: unknown): StorageFault | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (error.code === 'ERR_INVALID_STATE') return /database is not open/.test(error.message) ? 'away' : null;
  if (error.code !== 'ERR_SQLITE_ERROR' || !('errcode' in error)) return null;
  const errcode = Number(error.errcode);
  return EXTENDED[errcode] ?? PRIMARY[errcode & 0xff] ?? null;
}

/** A lock that another connection holds now; it may be gone in a moment. */
export const isLock = (error: unknown): boolean => faultOf(error) === 'locked';

/**
 * Runs something on the database; throws a fault of it as StorageError, with SQLite's error as cause, and reports it. A
 * fault that already has its name passes. Does not report a lock: the code that waits for it does, once it stops
 * waiting.
 */
export const namer =
  (tell: (fault: StorageFault) => void) =>
  <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      const fault = faultOf(error) ?? faultOfSqlite(error);
      if (fault === null) throw error;
      if (fault !== 'locked') tell(fault);
      throw faultOf(error) === null ? faultError(fault, error) : error;
    }
  };
