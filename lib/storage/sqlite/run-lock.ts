import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod/mini';
import { StorageError } from '../errors.ts';
import { usableSize } from './file-access.ts';
import { ensureFolder } from './open.ts';
import { faultOfSqlite } from './sqlite-faults.ts';

const LOCK_FILE = 'run-lock.db';
const HOLDER_FILE = 'run-lock.json';
const SQLITE_BUSY = 5;

const holderSchema = z.object({ pid: z.int(), startedAt: z.string() });
export type LockHolder = z.infer<typeof holderSchema>;

export interface RunLock {
  readonly folder: string;
  /** Idempotent. */
  release(): void;
}

/**
 * Makes this process the one that runs sessions on the folder, or throws StorageError `folder-in-use` naming the
 * process that does. The lock is an exclusive transaction on a small database of its own: the system drops it with the
 * process, even after kill -9, while a pid file would have to guess whether another program now has its pid. The file
 * beside it only holds the name for that message.
 */
export function acquireRunLock(folder: string, holder: LockHolder): RunLock {
  ensureFolder(folder);
  const holderPath = join(folder, HOLDER_FILE);
  const lockPath = join(folder, LOCK_FILE);
  for (const file of [lockPath, holderPath]) usableSize(file);
  let held: DatabaseSync;
  try {
    held = lock(lockPath);
  } catch (error) {
    if (isBusy(error)) throw inUse(folder, readHolder(holderPath));
    const remedy =
      faultOfSqlite(error) === 'no-space' ? 'Free some space on its disk' : 'Check its permissions';
    throw new StorageError(
      'folder-not-writable',
      `The folder ${resolve(folder)} cannot be locked (${error instanceof Error ? error.message : error}). ${remedy}, or set SPRINT_DATA_DIR to another one.`,
      { folder },
      error,
    );
  }
  try {
    writeFileSync(holderPath, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  } catch {
    // A full disk: the lock works without it.
  }
  let released = false;
  return {
    folder,
    release() {
      if (released) return;
      released = true;
      rmSync(holderPath, { force: true });
      held.close();
    },
  };
}

/**
 * Empties and takes a lock file that is not a database: nobody holds it, since we would notice a holder's lock before
 * we read the file. It stays the same file: another process that found it at the same time then meets our lock.
 */
function lock(path: string): DatabaseSync {
  try {
    return begin(path);
  } catch (error) {
    if (faultOfSqlite(error) !== 'damaged') throw error;
    truncateSync(/* turbopackIgnore: true */ path);
    return begin(path);
  }
}

function begin(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('begin exclusive');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

function readHolder(path: string): LockHolder | null {
  try {
    return z.parse(holderSchema, JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function inUse(folder: string, holder: LockHolder | null): StorageError {
  const who = holder ? `process ${holder.pid}, started ${holder.startedAt},` : 'another process';
  return new StorageError(
    'folder-in-use',
    `Sprintscope already runs on the folder ${resolve(folder)}: ${who} holds it. ` +
      'Use that one, end it first, or give this one its own folder with SPRINT_DATA_DIR.',
    { folder, ...holder },
  );
}
