import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '#lib/base/clock.ts';

/** Wait between attempts while a reader holds the log, ms; after these, only closing empties it. */
const RETRY_MS = [50, 200, 1000, 5000, 30_000, 120_000, 600_000];

/**
 * Empties the write-ahead log, so that no copy of a changed or deleted key remains: `secure_delete` overwrites it in
 * the database, but the log keeps the old pages until it is used again.
 */
export function createWalEmptier(database: DatabaseSync, clock: Pick<Clock, 'sleep'>) {
  let retrying: AbortController | null = null;

  /** False while another process reads from the log, or if the disk refuses. */
  function empty(): boolean {
    try {
      const row = database.prepare('pragma wal_checkpoint(truncate)').get() as { busy: number };
      return row.busy === 0;
    } catch {
      return false;
    }
  }

  async function retry(signal: AbortSignal): Promise<void> {
    for (const delayMs of RETRY_MS) {
      await clock.sleep(delayMs, signal);
      // Impossible inside a transaction: the next attempt, or the next change of a key, does it.
      if (database.isOpen && !database.isTransaction && empty()) return;
    }
  }

  return {
    /** Call it outside of transactions. Never throws; retries in the background. */
    forget(): void {
      retrying?.abort();
      retrying = null;
      if (empty()) return;
      retrying = new AbortController();
      retry(retrying.signal).catch(() => {});
    },
    /** Call it before closing the database: closing empties the log unless another process has it open. */
    stop(): void {
      if (retrying) empty();
      retrying?.abort();
    },
  };
}
