import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { isStorageError } from '../errors.ts';
import { migrate, migrationKey, migrations } from '../migrations.ts';
import { type Tables, tableColumns } from '../schema.ts';
import { nodeSqliteDialect } from './dialect.ts';
import { damaged, words } from './refusals.ts';
import { tableNames } from './salvage/find-table.ts';

/** Of the migrations that were done. */
export const VERSION_TABLES = ['migrations', 'migrations_lock'] as const;

/**
 * Brings the tables of a database, without their rows, to the newest schema in memory, and looks for every column there:
 * what would end the start is found before anything is opened to write. Takes milliseconds.
 * Returns whether it was there already. Throws StorageError `damaged`, `newer-schema`.
 */
export async function rehearseMigrations(database: DatabaseSync, path: string): Promise<boolean> {
  const rehearsal = new DatabaseSync(':memory:');
  const kysely = new Kysely<Tables>({ dialect: nodeSqliteDialect(rehearsal) });
  try {
    copySchema(database, rehearsal);
    const isNewest = checkVersions(rehearsal, path);
    await migrate(kysely);
    for (const table of tableNames) {
      const names = tableColumns(table).map((name) => `${table}."${name}"`);
      rehearsal.prepare(`select ${names.join(', ')} from ${table} limit 0`).all();
    }
    return isNewest;
  } catch (error) {
    if (isStorageError(error) && error.type !== 'migration-failed') throw error;
    throw damaged(path, words(error), error);
  } finally {
    await kysely.destroy();
  }
}

/** One statement each, and none but these: what stands in a file is not run as it comes. */
const CREATES = /^create (table|(unique )?index) /i;

function copySchema(from: DatabaseSync, to: DatabaseSync): void {
  const ours = new Set<unknown>([...tableNames, ...VERSION_TABLES]);
  const rows = from.prepare('select tbl_name, sql from sqlite_schema where sql is not null order by rowid');
  for (const { tbl_name: table, sql } of rows.all())
    if (ours.has(table) && typeof sql === 'string' && CREATES.test(sql)) to.prepare(sql).run();
  const made = new Set(
    to
      .prepare("select name from sqlite_schema where type = 'table'")
      .all()
      .map(({ name }) => name),
  );
  for (const table of VERSION_TABLES) {
    if (!made.has(table)) continue;
    // Not by an index: that has names of its own, which may be whole where the table's are not.
    for (const row of from.prepare(`select * from ${table} not indexed`).all()) {
      const values = Object.values(row);
      to.prepare(`insert into ${table} values (${values.map(() => '?').join(', ')})`).run(...values);
    }
  }
}

/** A newer version's has all of ours and more, which is for `migrate` to name; one in place of ours is damage. */
function checkVersions(database: DatabaseSync, path: string): boolean {
  const rows = database.prepare('select name from migrations').all();
  const done = new Set(rows.map(({ name }) => String(name)));
  const missing = migrations.filter((migration) => !done.delete(migrationKey(migration)));
  if (done.size > 0 && missing.length > 0)
    throw damaged(path, 'its table of versions names one that never was');
  return missing.length === 0;
}
