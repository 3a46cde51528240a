import { faultOf } from '#lib/storage/faults.ts';
import type { Server } from './server.ts';

/**
 * Ends a session where it runs, and removes it; false when there is none. Rejects with the fault where it cannot be
 * removed: it is then still there, and its end waits for the store.
 */
export async function deleteSession(
  { store, supervisor }: Pick<Server, 'store' | 'supervisor'>,
  id: string,
): Promise<boolean> {
  await supervisor.cancel(id).catch((error: unknown) => {
    // On a full disk there may be no room for its end, and yet for its removal.
    if (faultOf(error) === null) throw error;
  });
  const deleted = await store.deleteSession(id);
  supervisor.forget(id);
  return deleted;
}
