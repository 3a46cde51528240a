import { curationApi } from '#components/api/curation-requests.ts';
import type { WorkbenchDependencies } from './workbench-types.ts';

/** Leaks may wait for a quiet moment, but not for ever on a page that is never quiet. */
const IDLE_WITHIN_MS = 500;

export function browserDependencies(): WorkbenchDependencies {
  return {
    saveDraft: (id, draft) => curationApi.saveDraft(id, draft),
    loadRecord: (id) => curationApi.record(id),
    later(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    whenIdle(callback) {
      // Safari has none.
      if (typeof requestIdleCallback !== 'function') {
        const timer = setTimeout(callback, IDLE_WITHIN_MS / 10);
        return () => clearTimeout(timer);
      }
      const handle = requestIdleCallback(callback, { timeout: IDLE_WITHIN_MS });
      return () => cancelIdleCallback(handle);
    },
    storage: storageOrNull(),
  };
}

function storageOrNull(): Storage | null {
  try {
    return typeof localStorage === 'undefined' ? null : localStorage;
  } catch {
    return null;
  }
}
