import { chmodSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { type Clock, systemClock } from '#lib/base/clock.ts';
import { isStorageError, StorageError } from '../errors.ts';
import { faultError, faultOf, faultOfFile } from '../faults.ts';
import { migrate } from '../migrations.ts';
import { createStore } from '../queries.ts';
import type { Tables } from '../schema.ts';
import type { StorageObserver, Store } from '../store.ts';
import { checkFiles } from './check-files.ts';
import { nodeSqliteDialect } from './dialect.ts';
import { CHECKPOINT_PAGES, createDiskReserve, LOG_LIMIT_BYTES } from './disk-reserve.ts';
import { damaged, words } from './file-access.ts';
import { faultOfSqlite } from './sqlite-faults.ts';

export const DATABASE_FILE = 'sprintscope.db';

/** How long opening waits for another process's write, ms. */
const OPENING_WAIT_MS = 5000;
/**
 * After opening, SQLite waits only this long, ms: its wait blocks the thread, so the driver continues to wait without
 * blocking (dialect.ts).
 */
const BUSY_TIMEOUT_MS = 15;

/** Creates the folder for sessions, readable by its owner only: it holds API keys. */
export function ensureFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StorageError(
      'folder-not-writable',
      `The folder ${folder} cannot be created. Set SPRINT_DATA_DIR to a folder that can be written.`,
      { folder },
      error,
    );
  }
}

export interface OpenOptions {
  clock?: Clock;
  observer?: StorageObserver;
}

/**
 * Opens (or creates) the store of a folder. Any number of processes may have it open. If opening fails, for any reason,
 * the database and its write-ahead log keep their bytes.
 */
export async function openSqliteStore(folder: string, options: OpenOptions = {}): Promise<Store> {
  ensureFolder(folder);
  const path = join(folder, DATABASE_FILE);
  const checked = await checkFiles(path);
  try {
    return await openToWrite(folder, path, options);
  } finally {
    checked?.connection.close();
  }
}

async function openToWrite(folder: string, path: string, options: OpenOptions): Promise<Store> {
  let database: DatabaseSync | null = null;
  try {
    create(path);
    database = openDatabase(path);
    // WAL lets readers continue while one process writes. NORMAL loses nothing if the process is killed, and at most
    // the last commits (never consistency) if the machine crashes; FULL would cost an fsync per batch of events.
    // secure_delete overwrites deleted data: a removed API key is gone from the file.
    database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma secure_delete = on');
    database.exec(
      `pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}; pragma journal_size_limit = ${LOG_LIMIT_BYTES}`,
    );
    keepPrivate(path);
  } catch (error) {
    database?.close();
    if (faultOfSqlite(error) === 'damaged') throw damaged(path, words(error), error);
    throw new StorageError(
      'folder-not-writable',
      `The database ${path} cannot be opened (${words(error)}). Check the folder's permissions, or set SPRINT_DATA_DIR to another one.`,
      { folder },
      error,
    );
  }
  return storeOn(database, { ...options, folder }).catch((error: unknown) => {
    if (!isStorageError(error) || error.type !== 'migration-failed') throw error;
    // A full disk is no damage; a migration step that fails on the present tables is.
    const fault = faultOf(error.cause);
    throw fault === null || fault === 'damaged' ? damaged(path, error.message, error) : error.cause;
  });
}

/**
 * We create a new database under another name and move it into place: a process killed meanwhile leaves no empty
 * database, which would look like one that lost everything.
 */
function create(path: string): void {
  if (existsSync(/* turbopackIgnore: true */ path)) return;
  const made = `${path}.${process.pid}.new`;
  rmSync(/* turbopackIgnore: true */ made, { force: true });
  const database = new DatabaseSync(made);
  // Writes the first page.
  database.exec('pragma journal_mode = wal; pragma user_version = 0');
  database.close();
  try {
    // Fails if another process was first, which is as good.
    linkSync(/* turbopackIgnore: true */ made, /* turbopackIgnore: true */ path);
  } catch (error) {
    if (!existsSync(/* turbopackIgnore: true */ path))
      renameSync(/* turbopackIgnore: true */ made, /* turbopackIgnore: true */ path);
    else if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  rmSync(/* turbopackIgnore: true */ made, { force: true });
}

/**
 * The folder may have existed before, open to others. SQLite gives -wal and -shm the mode of the database whenever it
 * creates them. On a platform or file system without modes nothing happens.
 */
function keepPrivate(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    try {
      if (existsSync(/* turbopackIgnore: true */ file)) chmodSync(/* turbopackIgnore: true */ file, 0o600);
    } catch {
      // Somebody else's file that we may write, or no modes: the folder's own protection must be enough.
    }
  }
}

/** A store that lives as long as the process; for tests and `run` without `--save`. */
export async function openMemoryStore(): Promise<Store> {
  return storeOn(openDatabase(':memory:'));
}

function openDatabase(path: string): DatabaseSync {
  return new DatabaseSync(path, { timeout: OPENING_WAIT_MS, enableForeignKeyConstraints: true });
}

/** The store on an open database, migrated to the newest schema; closes the database if that fails. */
export async function storeOn(
  database: DatabaseSync,
  { folder, clock = systemClock, observer }: OpenOptions & { folder?: string } = {},
): Promise<Store> {
  let beforeWrite = () => {};
  const dialect = nodeSqliteDialect(database, { clock, observer, beforeWrite: () => beforeWrite() });
  const kysely = new Kysely<Tables>({ dialect });
  try {
    // A failing migration never writes its changes to a file, not even for a moment.
    database.exec('pragma cache_spill = off');
    await migrate(kysely);
    database.exec('pragma cache_spill = on');
  } catch (error) {
    await kysely.destroy();
    throw error;
  }
  database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`);
  if (folder === undefined) return createStore(kysely);
  beforeWrite = createPlaceCheck(join(folder, DATABASE_FILE));
  return createStore(kysely, createDiskReserve(database, folder, clock));
}

/**
 * Checks that a database is still where we opened it, and not empty. SQLite does not check: on Unix it continues to
 * write to a file that was removed, replaced or emptied, and all of that is gone at the next start.
 *
 * Returns a check that throws the fault; it costs two calls of stat, 5 µs. Call it once the log exists (after the
 * switch to WAL).
 */
function createPlaceCheck(path: string): () => void {
  const files = [path, `${path}-wal`];
  const opened = files.map(identity);
  return () => {
    files.forEach((file, index) => {
      if (identity(file) !== opened[index])
        throw faultError('away', new Error(`${file} was removed, replaced or emptied`));
    });
  };
}

/** Null if there is no such file. */
function identity(file: string): string | null {
  try {
    const { dev, ino, size } = statSync(/* turbopackIgnore: true */ file, { bigint: true });
    // Every checkpoint empties a log, but nothing empties a database.
    return `${dev}:${ino}${size === 0n && !file.endsWith('-wal') ? ':empty' : ''}`;
  } catch (error) {
    const fault = faultOfFile(error);
    if (fault === 'away') return null;
    throw fault === null ? error : faultError(fault, error);
  }
}
