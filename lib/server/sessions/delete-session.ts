import { faultOf } from '#lib/storage/faults.ts';
import type { Server } from '../server.ts';

/**
 * Ends a session if it runs, and removes it; false if there is none. Rejects with the fault if it cannot remove the
 * session: then either the session is still there, and its end waits for the store; or it is hidden, and the rest of
 * its log waits.
 */
export async function deleteSession(
  { store, supervisor, health, closing, report }: Deps,
  id: string,
): Promise<boolean> {
  await supervisor.cancel(id).catch((error: unknown) => {
    // A full disk may have no room for the session's end, and yet allow its removal.
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
