import { closeSync, openSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { isStorageError } from '../errors.ts';
import { migrate, migrationKey, migrations } from '../migrations.ts';
import { type Tables, tableColumns } from '../schema.ts';
import { nodeSqliteDialect } from './dialect.ts';
import { RESERVE_FILE } from './disk-reserve.ts';
import { checkFolderOf, damaged, emptyDatabase, foreign, usableSize, words } from './file-access.ts';
import { tableNames } from './salvage/find-table.ts';
import { isPageSize, readWal } from './salvage/wal.ts';
import { faultOfSqlite } from './sqlite-faults.ts';

const MAGIC = 'SQLite format 3\u0000';
const HEADER = 100;

export interface Checked {
  /**
   * A connection that cannot write. Close it once the start has succeeded, or last of all if it has failed: while it is
   * open, closing another connection does not move the write-ahead log into the database, and this one cannot do so
   * itself.
   */
  connection: DatabaseSync;
  /** The database has this version's schema: there is nothing to migrate. */
  isNewest: boolean;
}

/**
 * Checks the files of a database before SQLite opens them: SQLite would take an empty file for a new database, drop
 * what follows a damaged part of its log, and write into another program's database. Null if there is no database yet.
 * Throws StorageError `damaged`, `newer-schema`, `empty-database`, `foreign-database`, `folder-not-writable`.
 */
export async function checkFiles(path: string): Promise<Checked | null> {
  checkFolderOf(path);
  const size = usableSize(path);
  const logSize = usableSize(`${path}-wal`) ?? 0;
  usableSize(`${path}-shm`);
  usableSize(join(dirname(path), RESERVE_FILE));
  if (size === null) {
    if (logSize === 0) return null;
    throw emptyDatabase(path, 'is missing, but its log of changes is there');
  }
  if (size === 0) throw emptyDatabase(path, 'holds nothing: it is a file of 0 bytes');
  const header = headerOf(path);
  if (header.length < HEADER || header.toString('latin1', 0, 16) !== MAGIC)
    throw damaged(path, 'it does not begin as a database does');
  const stated = header.readUInt16BE(16);
  const pageSize = stated === 1 ? 65_536 : stated;
  if (!isPageSize(pageSize)) throw damaged(path, `its header states pages of ${pageSize} bytes`);
  const wal = logSize > 0 ? readWal(`${path}-wal`, pageSize) : null;
  if (wal?.isDamaged) throw damaged(path, 'part of its log of changes, sprintscope.db-wal, is not whole');
  // The count is valid if the last writer updated it; with the write-ahead log, the database may be longer than the
  // file.
  const isCounted = header.readUInt32BE(24) === header.readUInt32BE(92);
  if (isCounted && !wal && header.readUInt32BE(28) * pageSize > size)
    throw damaged(path, `it ends after ${size} of ${header.readUInt32BE(28) * pageSize} bytes`);
  return readThrough(path);
}

function headerOf(path: string): Buffer {
  const buffer = Buffer.alloc(HEADER);
  const file = openSync(/* turbopackIgnore: true */ path, 'r');
  try {
    return buffer.subarray(0, readSync(file, buffer, 0, HEADER, 0));
  } finally {
    closeSync(file);
  }
}

/** Logs and texts are the large tables: a damaged page there costs only its session, when somebody reads that. */
const LARGE = new Set(['events', 'annotations', 'curation_contents']);

/**
 * Reads every small table whole, and counts its rows by each of its indexes: lists need them all, and an index that
 * lacks a row hides it. Uses a connection that cannot write, so that a refused start changes nothing.
 */
async function readThrough(path: string): Promise<Checked> {
  const connection = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    return { connection, isNewest: await checkTables(connection, path) };
  } catch (error) {
    connection.close();
    throw faultOfSqlite(error) === 'damaged' ? damaged(path, words(error), error) : error;
  }
}

async function checkTables(database: DatabaseSync, path: string): Promise<boolean> {
  const rows = database.prepare("select name from sqlite_schema where type = 'table'").all();
  const tables = new Set(rows.map(({ name }) => String(name)));
  const versions = VERSION_TABLES.filter((name) => tables.has(name));
  // The database is new, or the process was killed before the first migration.
  if (tables.size === versions.length) return false;
  if (!tableNames.some((name) => tables.has(name))) throw foreign(path, [...tables]);
  if (!tables.has('migrations')) throw damaged(path, 'its table of versions is missing');
  for (const table of tableNames)
    if (tables.has(table) && !LARGE.has(table)) readTable(database, table, path);
  for (const table of versions) readTable(database, table, path);
  return rehearseMigrations(database, path);
}

function readTable(database: DatabaseSync, table: string, path: string): void {
  // Not count(*): that uses the smallest index, whichever the statement names.
  const count = (by: string) =>
    Number((database.prepare(`select count(rowid) as n from ${table} ${by}`).get() as { n: number }).n);
  const rows = count('not indexed');
  const indexes = database
    .prepare("select name from sqlite_schema where type = 'index' and tbl_name = ?")
    .all(table)
    .map(({ name }) => name as string);
  for (const index of indexes)
    if (count(`indexed by "${index.replaceAll('"', '""')}"`) !== rows)
      throw damaged(path, `an index of its table ${table} does not agree with it`);
}

/** The tables that record the finished migrations. */
const VERSION_TABLES = ['migrations', 'migrations_lock'] as const;

/**
 * Migrates the tables of a database, without their rows, to the newest schema in memory, and checks for every column
 * there: this finds what would stop the start before we open anything to write. Takes milliseconds. Returns whether the
 * schema was already the newest. Throws StorageError `damaged`, `newer-schema`.
 */
async function rehearseMigrations(database: DatabaseSync, path: string): Promise<boolean> {
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

/** Single statements of only these kinds: we do not run arbitrary statements from a file. */
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
    // Not by an index: that stores the names again, and they may be whole where the table's are not.
    for (const row of from.prepare(`select * from ${table} not indexed`).all()) {
      const values = Object.values(row);
      to.prepare(`insert into ${table} values (${values.map(() => '?').join(', ')})`).run(...values);
    }
  }
}

/**
 * A newer version has all of our migrations and more, which `migrate` reports; another migration in place of one of
 * ours is damage.
 */
function checkVersions(database: DatabaseSync, path: string): boolean {
  const rows = database.prepare('select name from migrations').all();
  const done = new Set(rows.map(({ name }) => String(name)));
  const missing = migrations.filter((migration) => !done.delete(migrationKey(migration)));
  if (done.size > 0 && missing.length > 0)
    throw damaged(path, 'its table of versions names one that never was');
  return missing.length === 0;
}
