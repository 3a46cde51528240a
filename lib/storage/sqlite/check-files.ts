import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StorageError } from '../errors.ts';
import { migrationKey, migrations } from '../migrations.ts';
import type { Tables } from '../schema.ts';
import { tableNames } from './salvage/find-table.ts';
import { isPageSize, readWal } from './salvage/wal.ts';
import { faultOfSqlite } from './sqlite-faults.ts';

const MAGIC = 'SQLite format 3\u0000';
const HEADER = 100;

/** Says what is wrong and the way on; nothing is ever written over. */
export function damaged(path: string, why: string, cause?: unknown): StorageError {
  return new StorageError(
    'damaged',
    `The database ${path} is damaged (${why}). It is left as it is. ` +
      'Save what can be read into a new one: npm run -s sprintscope -- repair',
    {},
    cause,
  );
}

/**
 * Looks at the files of a database before SQLite does: it would take an empty file for a new database, drop what stands
 * behind a damaged part of its log, and write into another program's. Returns where there is no database yet.
 * Throws StorageError `damaged`, `empty-database`, `foreign-database`.
 */
export function checkFiles(path: string): void {
  const size = sizeOf(path);
  const logSize = sizeOf(`${path}-wal`) ?? 0;
  if (size === null) {
    if (logSize === 0) return;
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
  // The count holds where the last writer kept it; what is in the log may be longer than the file.
  const isCounted = header.readUInt32BE(24) === header.readUInt32BE(92);
  if (isCounted && !wal && header.readUInt32BE(28) * pageSize > size)
    throw damaged(path, `it ends after ${size} of ${header.readUInt32BE(28) * pageSize} bytes`);
  readThrough(path);
}

function emptyDatabase(path: string, what: string): StorageError {
  return new StorageError(
    'empty-database',
    `The database ${path} ${what}. If sessions were kept in it, put a copy of the data folder in its place; ` +
      `if it never held any, remove ${path}${what.startsWith('holds') ? '' : '-wal'} and Sprintscope begins anew.`,
  );
}

function sizeOf(path: string): number | null {
  const found = statSync(/* turbopackIgnore: true */ path, { throwIfNoEntry: false });
  if (!found) return null;
  if (found.isFile()) return found.size;
  throw new StorageError(
    'folder-not-writable',
    `${path} is a folder or device, where Sprintscope keeps a file. Move it away, or set SPRINT_DATA_DIR to another folder.`,
  );
}

function headerOf(path: string): Buffer {
  const buffer = Buffer.alloc(HEADER);
  let file: number;
  try {
    file = openSync(/* turbopackIgnore: true */ path, 'r');
  } catch (error) {
    throw new StorageError(
      'folder-not-writable',
      `The database ${path} cannot be read (${(error as NodeJS.ErrnoException).code}). Check its permissions, or set SPRINT_DATA_DIR to another folder.`,
      {},
      error,
    );
  }
  try {
    return buffer.subarray(0, readSync(file, buffer, 0, HEADER, 0));
  } finally {
    closeSync(file);
  }
}

/** Logs and texts are what is large: a damaged page of them costs the session it belongs to, when that is read. */
const LARGE = new Set(['events', 'curation_contents']);

/**
 * Reads every small table whole, and counts its rows by each of its indexes: lists need them all, and an index that
 * lacks a row hides it. On a connection that cannot write, so that a refused start changes nothing.
 */
function readThrough(path: string): void {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  try {
    const tables = new Set(
      database
        .prepare("select name from sqlite_schema where type = 'table'")
        .all()
        .map(({ name }) => name as string),
    );
    if (tables.size === 0) return;
    if (!tables.has('migrations'))
      throw tableNames.some((name) => tables.has(name))
        ? damaged(path, 'its table of versions is missing')
        : foreign(path, [...tables]);
    for (const table of tableNames)
      if (tables.has(table) && !LARGE.has(table)) readTable(database, table, path);
    for (const table of VERSIONS) if (tables.has(table)) readTable(database, table, path);
    // An older one gets its columns first.
    if (isNewest(database, path)) checkColumns(database, path);
  } catch (error) {
    throw faultOfSqlite(error) === 'damaged' ? damaged(path, words(error), error) : error;
  } finally {
    database.close();
  }
}

/** Of the migrations that were done. */
const VERSIONS = ['migrations', 'migrations_lock'];

/** A newer version's has all of ours and more, which is for `migrate` to name; one in place of ours is damage. */
function isNewest(database: DatabaseSync, path: string): boolean {
  const rows = database.prepare('select name from migrations').all();
  const done = new Set(rows.map(({ name }) => String(name)));
  const missing = migrations.filter((migration) => !done.delete(migrationKey(migration)));
  if (done.size > 0 && missing.length > 0)
    throw damaged(path, 'its table of versions names one that never was');
  return missing.length === 0;
}

function readTable(database: DatabaseSync, table: string, path: string): void {
  // Not count(*): that takes whichever index is smallest, whatever it is told.
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

const foreign = (path: string, tables: readonly string[]): StorageError =>
  new StorageError(
    'foreign-database',
    `The database ${path} belongs to another program (its tables: ${tables.slice(0, 5).join(', ').slice(0, 200)}). ` +
      'Sprintscope writes nothing into it. Move it away, or set SPRINT_DATA_DIR to another folder.',
  );

/** That the tables of the newest schema are there with all their columns. Throws StorageError `damaged`. */
export function checkColumns(database: DatabaseSync, path: string): void {
  try {
    for (const table of tableNames) {
      const names = Object.keys(columns[table]).map((name) => `${table}."${name}"`);
      database.prepare(`select ${names.join(', ')} from ${table} limit 0`).all();
    }
  } catch (error) {
    throw damaged(path, words(error), error);
  }
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Checked by the compiler against schema.ts. */
const columns: { [T in (typeof tableNames)[number]]: Record<keyof Tables[T], 1> } = {
  sessions: {
    ...{ id: 1, title: 1, question: 1, strategy: 1, status: 1, mode: 1, models: 1, tags: 1, pair_id: 1 },
    ...{ origin: 1, created_at: 1, started_at: 1, ended_at: 1, error: 1, metrics: 1, answer: 1 },
    ...{ answer_inferred: 1, last_seq: 1, source_name: 1, expected: 1, findings: 1, finding_counts: 1 },
    ...{ doctor_version: 1, numbers: 1, summary_version: 1, question_key: 1 },
  },
  events: { session_id: 1, seq: 1, at: 1, type: 1, json: 1 },
  endpoints: { id: 1, definition: 1, api_key: 1, headers: 1, created_at: 1 },
  meta: { key: 1, value: 1 },
  curation_batches: {
    ...{ id: 1, name: 1, created_at: 1, status: 1, settings: 1, proposer: 1, concurrency: 1, file: 1 },
    ...{ columns: 1, position: 1, imported: 1, import_done: 1, problems: 1, problem_count: 1, error: 1 },
    ...{ sample: 1, calls: 1, input_tokens: 1, output_tokens: 1 },
  },
  curation_records: {
    ...{ id: 1, batch_id: 1, place: 1, source_name: 1, question: 1, created_at: 1, status: 1, stage: 1 },
    ...{ summary: 1, summary_version: 1, review: 1, sampled: 1, edited: 1, attempts: 1, error: 1 },
    ...{ revision: 1, request: 1 },
  },
  curation_contents: {
    ...{ record_id: 1, text: 1, question: 1, expected: 1, answer: 1, lines: 1, line_tokens: 1 },
    ...{ settings: 1, proposal: 1, edit_log: 1 },
  },
  curation_reasons: { record_id: 1, batch_id: 1, code: 1 },
};
