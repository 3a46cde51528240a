import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { createStore } from '../queries.ts';
import type { Tables } from '../schema.ts';
import type { Store } from '../store.ts';
import { checkFiles } from './check-files.ts';
import { nodeSqliteDialect } from './dialect.ts';
import { DATABASE_FILE, openSqliteStore } from './open.ts';
import { namer } from './sqlite-faults.ts';

/** How long a read waits for a checkpoint or a recovery, ms. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * A connection of a thread's own beside the one that writes (WAL allows any number): reading there costs the main thread
 * nothing. The folder's store must be open, which made or migrated the tables. Anything that writes fails.
 */
export async function openSqliteReader(
  folder: string,
): Promise<Pick<Store, 'session' | 'events' | 'curation' | 'close'>> {
  const path = join(/* turbopackIgnore: true */ folder, DATABASE_FILE);
  const named = namer(() => {});
  const database = named(() => new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS }));
  return createStore(new Kysely<Tables>({ dialect: nodeSqliteDialect(database) }));
}

/**
 * The store of a folder for a program that only reads: neither opening nor closing changes the database or its log of
 * changes, and what writes fails with the fault `read-only`. An older version's is brought up to date first, as a start
 * does. Throws what `openSqliteStore` throws.
 */
export async function openSqliteToRead(folder: string): Promise<Store> {
  const checked = await checkFiles(join(folder, DATABASE_FILE));
  if (checked?.isNewest)
    return createStore(new Kysely<Tables>({ dialect: nodeSqliteDialect(checked.connection) }));
  checked?.connection.close();
  return openSqliteStore(folder);
}
