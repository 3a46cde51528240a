import { faultOf } from '#lib/storage/faults.ts';
import type { Server } from '../server.ts';

/**
 * Ends a session where it runs, and removes it; false when there is none. Rejects with the fault where it cannot be
 * removed: it is then still there, and its end waits for the store; or it is hidden, and the rest of its log waits.
 */
export async function deleteSession(
  { store, supervisor, health, closing, report }: Deps,
  id: string,
): Promise<boolean> {
  await supervisor.cancel(id).catch((error: unknown) => {
    // On a full disk there may be no room for its end, and yet for its removal.
    if (faultOf(error) === null) throw error;
  });
  try {
    const deleted = await store.deleteSession(id);
    supervisor.forget(id);
    return deleted;
  } catch (error) {
    if (faultOf(error) === null) throw error;
    health
      .persist(() => store.finishDeletions(), closing)
      .catch((error: unknown) => {
        if (!closing.aborted) report(`What is left of the deleted session ${id} could not be removed`, error);
      });
    const isHidden = (await store.session(id).catch(() => undefined)) === null;
    if (isHidden) supervisor.forget(id);
    throw error;
  }
}

type Deps = Pick<Server, 'store' | 'supervisor' | 'health' | 'closing' | 'report'>;
