import { join } from 'node:path';
import { Kysely } from 'kysely';
import { createStore } from '../queries.ts';
import type { Tables } from '../schema.ts';
import type { Store } from '../store.ts';
import { checkFiles } from './check-files.ts';
import { nodeSqliteDialect } from './dialect.ts';
import { DATABASE_FILE, openSqliteStore } from './open.ts';

/**
 * The store of a folder for a program that only reads: neither opening nor closing changes the database or its
 * write-ahead log, and writing methods fail with the fault `read-only`. It first migrates an older version's database,
 * as a start does. Throws the same errors as `openSqliteStore`.
 */
export async function openSqliteToRead(folder: string): Promise<Store> {
  const checked = await checkFiles(join(folder, DATABASE_FILE));
  if (checked?.isNewest)
    return createStore(new Kysely<Tables>({ dialect: nodeSqliteDialect(checked.connection) }));
  checked?.connection.close();
  return openSqliteStore(folder);
}
