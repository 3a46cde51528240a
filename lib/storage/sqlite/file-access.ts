import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StorageError } from '../errors.ts';

/**
 * Bytes of a file of ours that is to be read and written; null where there is none.
 * Throws StorageError `folder-not-writable` naming what is in its place, or the right that this user lacks.
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

/** SQLite makes files of its own beside the database, and removes them. */
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
