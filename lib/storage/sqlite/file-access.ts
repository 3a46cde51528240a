import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StorageError } from '../errors.ts';

/**
 * Size in bytes of a file of ours that we want to read and write; null if there is none. Throws StorageError
 * `folder-not-writable`, which names what is there instead, or the right that this user lacks.
 */
export function usableSize(path: string): number | null {
  try {
    const found = statSync(/* turbopackIgnore: true */ path, { throwIfNoEntry: false });
    if (!found) return null;
    if (!found.isFile()) throw notAFile(path);
    accessSync(/* turbopackIgnore: true */ path, constants.R_OK | constants.W_OK);
    return found.size;
  } catch (error) {
    throw error instanceof StorageError ? error : notAllowed(path, error);
  }
}

/** SQLite creates and removes files of its own beside the database. */
export function checkFolderOf(path: string): void {
  const folder = dirname(path);
  try {
    accessSync(/* turbopackIgnore: true */ folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw notAllowed(folder, error);
  }
}

const notAFile = (path: string): StorageError =>
  new StorageError(
    'folder-not-writable',
    `${path} is a folder or device, where Sprintscope keeps a file. Move it away, or set SPRINT_DATA_DIR to another folder.`,
  );

const notAllowed = (path: string, error: unknown): StorageError =>
  new StorageError(
    'folder-not-writable',
    `${path} cannot be read and written (${(error as NodeJS.ErrnoException).code}). ` +
      'Give this user the right to, or set SPRINT_DATA_DIR to another folder.',
    {},
    error,
  );

/** Names the fault and the way on; we never overwrite anything. */
export function damaged(path: string, why: string, cause?: unknown): StorageError {
  return new StorageError(
    'damaged',
    `The database ${path} is damaged (${why}). It is left as it is. ` +
      'Save what can be read into a new one: npm run -s sprintscope -- repair',
    {},
    cause,
  );
}

export function emptyDatabase(path: string, what: string): StorageError {
  return new StorageError(
    'empty-database',
    `The database ${path} ${what}. If sessions were kept in it, put a copy of the data folder in its place; ` +
      `if it never held any, remove ${path}${what.startsWith('holds') ? '' : '-wal'} and Sprintscope begins anew.`,
  );
}

export const foreign = (path: string, tables: readonly string[]): StorageError =>
  new StorageError(
    'foreign-database',
    `The database ${path} belongs to another program (its tables: ${tables.slice(0, 5).join(', ').slice(0, 200)}). ` +
      'Sprintscope writes nothing into it. Move it away, or set SPRINT_DATA_DIR to another folder.',
  );

export const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));
