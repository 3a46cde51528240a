import { create } from 'zustand';
import type { StorageState } from '#lib/contract/health.ts';
import { form } from './answer-check.ts';
import { request } from './send.ts';

/** While nothing is known to be wrong; a tab that is hidden does not ask. */
const ASK_EVERY_MS = 15_000;
/** While the server cannot store, so that the words go soon after the reason does. */
const ASK_AGAIN_MS = 5000;

/** What the server last said about its store. */
export const useStorageState = create<{ storage: StorageState }>(() => ({ storage: { state: 'ok' } }));

/** Asks /api/health now and then, when the window is looked at again, and at `soon`. Returns what ends that. */
export function watchServer(): { soon(): void; stop(): void } {
  const stopped = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;

  async function ask() {
    if (asking || stopped.signal.aborted || document.hidden) return;
    asking = true;
    clearTimeout(timer);
    try {
      const { storage } = await request(
        form('healthSchema'),
        'GET',
        '/api/health',
        undefined,
        stopped.signal,
      );
      if (storage) useStorageState.setState({ storage });
    } catch {
      // A server that does not answer says so where it was needed.
    }
    asking = false;
    if (stopped.signal.aborted) return;
    const { state } = useStorageState.getState().storage;
    timer = setTimeout(ask, state === 'ok' ? ASK_EVERY_MS : ASK_AGAIN_MS);
  }

  const look = () => void ask();
  document.addEventListener('visibilitychange', look, { signal: stopped.signal });
  window.addEventListener('focus', look, { signal: stopped.signal });
  look();
  return {
    soon: look,
    stop() {
      clearTimeout(timer);
      stopped.abort();
    },
  };
}
