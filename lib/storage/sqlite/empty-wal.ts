import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '#lib/base/clock.ts';

/** Between attempts while a reader holds the log, ms; afterwards only closing does it. */
const RETRY_MS = [50, 200, 1000, 5000, 30_000, 120_000, 600_000];

/**
 * Empties the write-ahead log, so that a key that was changed or deleted is nowhere any more: `secure_delete` overwrites
 * it in the database, but the log keeps the pages as they were until it is used again.
 */
export function createWalEmptier(database: DatabaseSync, clock: Pick<Clock, 'sleep'>) {
  let retrying: AbortController | null = null;

  /** False while another process reads what the log holds, or where the disk refuses. */
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
      // Inside a transaction it cannot be done: the next attempt, or the next change of a key, does it.
      if (database.isOpen && !database.isTransaction && empty()) return;
    }
  }

  return {
    /** Outside of transactions. Never throws; goes on trying in the background. */
    forget(): void {
      retrying?.abort();
      retrying = null;
      if (empty()) return;
      retrying = new AbortController();
      retry(retrying.signal).catch(() => {});
    },
    /** Before the database is closed: closing empties the log unless another process has it open. */
    stop(): void {
      if (retrying) empty();
      retrying?.abort();
    },
  };
}
