import fs from 'node:fs';
import path from 'node:path';
import { DATABASE_FILE } from '#lib/storage/sqlite/open.ts';
import { openSqliteToRead } from '#lib/storage/sqlite/open-reader.ts';
import type { Store } from '#lib/storage/store.ts';
import { CommandError, type Terminal } from './terminal.ts';

/**
 * Where sessions are stored: the folder that the person named, else `SPRINT_DATA_DIR`, else `.data` under `home`, as in
 * the app.
 */
export function dataFolder(terminal: Terminal, asked: string | undefined, home: string): string {
  if (asked) return path.resolve(terminal.cwd, asked);
  // The app resolves the variable against its own folder; the person who sets it here works in another.
  if (terminal.env.SPRINT_DATA_DIR) return path.resolve(terminal.cwd, terminal.env.SPRINT_DATA_DIR);
  return path.join(home, '.data');
}

/**
 * The store of an existing folder: reading must not leave an empty database behind, nor change one. Null where there is
 * none.
 */
export async function existingStore(folder: string): Promise<Store | null> {
  return fs.existsSync(path.join(folder, DATABASE_FILE)) ? openSqliteToRead(folder) : null;
}

/** @throws CommandError `not-found` naming the folder and how to name another. */
export async function requireStore(folder: string): Promise<Store> {
  const store = await existingStore(folder);
  if (store) return store;
  throw new CommandError(
    'not-found',
    `There are no stored sessions in ${folder}. Name the folder with --data or SPRINT_DATA_DIR.`,
  );
}
