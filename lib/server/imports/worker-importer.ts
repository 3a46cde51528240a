import type { EventLine, Store } from '#lib/storage/store.ts';
import { lacksVerdict } from '../sessions/verdicts.ts';
import type { ImportItem } from '../workers/job-types.ts';
import type { WorkerPool } from '../workers/pool.ts';
import type { Importer, StoredImport } from './importer.ts';

/** An importer that does its work in a thread; this thread only writes rows. */
export const createWorkerImporter = (
  workers: Pick<WorkerPool, 'run'>,
  store: Pick<Store, 'importSession' | 'session'>,
  judgeLater: (id: string) => void,
): Importer => ({
  importTrace: (trace, details) =>
    workers.run('import-trace', { trace, details }, { onItem: importSink(store, judgeLater) }),
});

/**
 * Receives what a thread sends about a session (jobs/import.ts) and stores it: its lines in parts, then the session
 * itself.
 * @param judgeLater called for a session whose answer notation and arithmetic could not judge
 */
export function importSink(
  store: Pick<Store, 'importSession' | 'session'>,
  judgeLater: (id: string) => void,
) {
  let lines: EventLine[] = [];
  return async (item: ImportItem): Promise<StoredImport | null> => {
    if ('lines' in item) {
      lines.push(...item.lines);
      return null;
    }
    const all = lines;
    lines = [];
    const { id, pairId, findings } = await store
      .importSession(item.record, all, item.newPairId, item.annotations)
      .catch(async (error: unknown) => {
        // The request that this one repeats was still in progress.
        const other = await store.session(item.record.id).catch(() => null);
        if (other) return other;
        throw error;
      });
    if (lacksVerdict(item.record)) judgeLater(id);
    return { id, pairId, findings };
  };
}
