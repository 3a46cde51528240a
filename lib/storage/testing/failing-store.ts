import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DATABASE_FILE, type OpenOptions, storeOn } from '../sqlite/open.ts';
import type { Store } from '../store.ts';

/**
 * A store on a real file whose database is full, locked or read-only when a test says so; needs neither root nor a
 * small disk.
 */
export interface FailingStore {
  readonly store: Store;
  /** Allows at most this many more pages of 4 KiB; SQLite then returns SQLITE_FULL. */
  fill(pagesLeft?: number): void;
  /** There is room again. */
  free(): void;
  /** Writes fail with SQLITE_READONLY. */
  refuseWrites(refuse: boolean): void;
  /** Closes the store and removes its folder. */
  close(): Promise<void>;
}

export async function openFailingStore(options: OpenOptions = {}): Promise<FailingStore> {
  const folder = mkdtempSync(join(tmpdir(), 'sprintscope-failing-'));
  const database = new DatabaseSync(join(folder, DATABASE_FILE), { enableForeignKeyConstraints: true });
  database.exec('pragma journal_mode = wal; pragma synchronous = off');
  const store = await storeOn(database, { ...options, folder });
  const pages = (pragma: string) => Number(Object.values(database.prepare(pragma).get() ?? {})[0]);
  return {
    store,
    fill(pagesLeft = 0) {
      database.exec(`pragma max_page_count = ${pages('pragma page_count') + pagesLeft}`);
    },
    free() {
      database.exec('pragma max_page_count = 1073741823');
    },
    refuseWrites(refuse) {
      database.exec(`pragma query_only = ${refuse ? 'on' : 'off'}`);
    },
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
