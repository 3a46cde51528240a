import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { type Clock, systemClock } from '#lib/base/clock.ts';
import { StorageError } from '../errors.ts';
import { migrate } from '../migrations.ts';
import { createStore } from '../queries.ts';
import type { Tables } from '../schema.ts';
import type { StorageObserver, Store } from '../store.ts';
import { nodeSqliteDialect } from './dialect.ts';
import { createPlaceCheck } from './place.ts';
import { CHECKPOINT_PAGES, createRoom, LOG_LIMIT_BYTES } from './room.ts';

export const DATABASE_FILE = 'sprintscope.db';

/** How long opening waits for another process's write, ms. */
const OPENING_WAIT_MS = 5000;
/** Afterwards SQLite waits so long only, ms: that holds the thread, and the driver goes on waiting without (dialect.ts). */
const BUSY_TIMEOUT_MS = 15;

/** Creates the folder where sessions are kept, readable by its owner only: it holds API keys. */
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

/** Opens (or creates) the store of a folder. Any number of processes may have it open. */
export async function openSqliteStore(folder: string, options: OpenOptions = {}): Promise<Store> {
  ensureFolder(folder);
  const path = join(folder, DATABASE_FILE);
  let database: DatabaseSync;
  try {
    database = openDatabase(path);
    // WAL lets readers go on while one process writes. NORMAL loses nothing when the process is killed, and at most
    // the last commits (never consistency) when the machine is; FULL would cost an fsync per batch of events.
    // secure_delete overwrites what is deleted: a removed API key is gone from the file.
    database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma secure_delete = on');
    database.exec(
      `pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}; pragma journal_size_limit = ${LOG_LIMIT_BYTES}`,
    );
    keepPrivate(path);
  } catch (error) {
    throw new StorageError(
      'folder-not-writable',
      `The database ${path} cannot be opened (${error instanceof Error ? error.message : error}). Check the folder's permissions, or set SPRINT_DATA_DIR to another one.`,
      { folder },
      error,
    );
  }
  return storeOn(database, { ...options, folder });
}

/**
 * The folder may have been there before, open to others. SQLite gives -wal and -shm the mode of the database whenever it
 * makes them anew. Where a platform or a file system knows no modes nothing happens.
 */
function keepPrivate(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    try {
      if (existsSync(/* turbopackIgnore: true */ file)) chmodSync(/* turbopackIgnore: true */ file, 0o600);
    } catch {
      // Another's file that we may write, or no modes: the folder's own protection has to do.
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

/** The store on an open database, brought to the newest schema; closed again when that fails. */
export async function storeOn(
  database: DatabaseSync,
  { folder, clock = systemClock, observer }: OpenOptions & { folder?: string } = {},
): Promise<Store> {
  let beforeWrite = () => {};
  const dialect = nodeSqliteDialect(database, { clock, observer, beforeWrite: () => beforeWrite() });
  const kysely = new Kysely<Tables>({ dialect });
  try {
    await migrate(kysely);
  } catch (error) {
    await kysely.destroy();
    throw error;
  }
  database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`);
  if (folder === undefined) return createStore(kysely);
  beforeWrite = createPlaceCheck(join(folder, DATABASE_FILE));
  return createStore(kysely, createRoom(database, folder));
}
