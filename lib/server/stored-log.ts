import type { Clock } from '#lib/base/clock.ts';
import type { Store } from '#lib/storage/store.ts';
import type { LogReader } from './live-log.ts';
import { readablePage } from './stored-events.ts';

/** How often a log that another process writes is looked at, ms. */
const POLL_MS = 500;

/** Reads a log that does not run here: at rest, or written by another process that shares the folder. */
export function createStoredLog(
  store: Pick<Store, 'events' | 'session'>,
  id: string,
  clock: Clock,
): LogReader {
  return {
    async read(after, limit) {
      const lastSeq = (await store.session(id))?.lastSeq ?? -1;
      return (await readablePage(store, { id, lastSeq }, after, limit)).stored;
    },
    async waitBeyond(after, signal) {
      for (;;) {
        const session = await store.session(id);
        if (!session || session.lastSeq > after || session.status !== 'running') return;
        await clock.sleep(POLL_MS, signal);
      }
    },
  };
}
