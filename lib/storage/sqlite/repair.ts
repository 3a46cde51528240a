import { closeSync, openSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Store } from '../store.ts';
import { storeOn } from './open.ts';
import { type Salvage, salvageInto } from './salvage/rebuild.ts';

export interface Repaired {
  salvage: Salvage;
  /** The new database; whoever asked for it ends what was cut, and closes it. */
  store: Store;
  /** What SQLite says of the whole of it: "ok". */
  check(): string;
}

/**
 * Makes a new database at `target` of all that is found in the damaged one at `path` and in its write-ahead log; both are
 * only read. Throws what node:fs throws where `target` is taken or the folder cannot be written.
 */
export async function repairInto(path: string, target: string): Promise<Repaired> {
  // It holds keys.
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
