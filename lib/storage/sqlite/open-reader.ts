import { join } from 'node:path';
import { Kysely } from 'kysely';
import { createStore } from '../queries.ts';
import type { Tables } from '../schema.ts';
import type { Store } from '../store.ts';
import { checkFiles } from './check-files.ts';
import { nodeSqliteDialect } from './dialect.ts';
import { DATABASE_FILE, openSqliteStore } from './open.ts';

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
