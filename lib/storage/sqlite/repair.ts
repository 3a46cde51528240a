import { closeSync, openSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Store } from '../store.ts';
import { storeOn } from './open.ts';
import { type Salvage, salvageInto } from './salvage/rebuild.ts';

export interface Repaired {
  salvage: Salvage;
  /** The new database; the caller ends the cut sessions, and closes it. */
  store: Store;
  /** SQLite's check of the whole database: "ok". */
  check(): string;
}

/**
 * Creates a new database at `target` from everything found in the damaged one at `path` and in its write-ahead log; it
 * only reads both. Throws the errors of node:fs if `target` exists or the folder cannot be written.
 */
export async function repairInto(path: string, target: string): Promise<Repaired> {
  // The file holds keys.
  closeSync(openSync(target, 'wx', 0o600));
  const database = new DatabaseSync(target);
  try {
    database.exec('pragma secure_delete = on');
    const store = await storeOn(database);
    const salvage = salvageInto(database, path);
    const check = () => String(Object.values(database.prepare('pragma integrity_check').get() ?? {})[0]);
    return { salvage, store, check };
  } catch (error) {
    if (database.isOpen) database.close();
    rmSync(target, { force: true });
    throw error;
  }
}
