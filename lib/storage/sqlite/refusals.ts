import { StorageError } from '../errors.ts';

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
