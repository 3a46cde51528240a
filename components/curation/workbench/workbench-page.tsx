'use client';

import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { ApiError } from '#components/api/api-error.ts';
import { curationApi } from '#components/api/curation-requests.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { refresh, useServerData } from '#components/api/server-data.ts';
import type { CurationRecord } from '#lib/contract/curation-record.ts';
import { WorkbenchContext } from './use-workbench.tsx';
import { WorkbenchExtras } from './workbench-extras.tsx';
import { WorkbenchLayout } from './workbench-layout.tsx';
import { isTakenApart } from './workbench-saving.ts';
import {
  FailedRecord,
  LoadingWorkbench,
  NoSuchRecord,
  RecordUnderWay,
  UnreachableRecord,
} from './workbench-states.tsx';
import { createWorkbenchStore } from './workbench-store.ts';
import type { WorkbenchDependencies, WorkbenchRecord } from './workbench-types.ts';

/** One curation record: the workbench, or the reason why it cannot be shown. */
export function WorkbenchPage({ id }: { id: string }) {
  const { loaded, reload } = useRecord(id);
  switch (loaded.kind) {
    case 'loading':
      return <LoadingWorkbench />;
    case 'not-found':
      return <NoSuchRecord />;
    case 'failed':
      return <UnreachableRecord error={loaded.error} onRetry={reload} />;
    case 'here': {
      const { record } = loaded;
      if (isUnderWay(record)) return <RecordUnderWay record={record} />;
      if (!isTakenApart(record)) return <FailedRecord record={record} onRetry={reload} />;
      return (
        // A record that was taken apart again gets a new workbench.
        <WorkbenchProvider key={`${record.id} ${record.revision}`} record={record}>
          <WorkbenchLayout onProposed={reload} />
        </WorkbenchProvider>
      );
    }
  }
}

/**
 * One store per page: give it a `key` of the record's id and proposal, since another record needs another workbench.
 * Throws `EditLogError` where the record's edits do not fit its proposal.
 */
function WorkbenchProvider({ record, children }: { record: WorkbenchRecord; children: ReactNode }) {
  const [workbench] = useState(() => createWorkbenchStore(record, browserDependencies()));
  useEffect(() => workbench.start(), [workbench]);
  useEffect(() => {
    const { saveNow } = workbench.actions;
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') saveNow();
    };
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('pagehide', saveNow);
    window.addEventListener('online', saveNow);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('pagehide', saveNow);
      window.removeEventListener('online', saveNow);
    };
  }, [workbench]);
  return (
    <WorkbenchContext value={workbench}>
      {children}
      <WorkbenchExtras />
    </WorkbenchContext>
  );
}

/** The search for leaks may wait for a quiet moment, but not for ever on a page that is never quiet. */
const IDLE_WITHIN_MS = 500;

function browserDependencies(): WorkbenchDependencies {
  return {
    saveDraft: (id, draft) => curationApi.saveDraft(id, draft),
    loadRecord: (id) => curationApi.record(id),
    later(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    whenIdle(callback) {
      // Safari lacks requestIdleCallback.
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

type LoadedRecord =
  | { readonly kind: 'loading' }
  | { readonly kind: 'here'; readonly record: CurationRecord }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'failed'; readonly error: ApiError };

/** Interval while a model works on it, ms. */
const ASK_EVERY_MS = 1200;

/** One record; asked for again as long as somebody takes it apart, also where nobody looks. */
function useRecord(id: string): { loaded: LoadedRecord; reload: () => void } {
  const { data: record, error } = useServerData({
    queryKey: queryKeys.record(id),
    queryFn: ({ signal }) => curationApi.record(id, signal),
    structuralSharing: false,
    refetchInterval: ({ state }) =>
      state.data !== undefined && isUnderWay(state.data) && (state.error ? 4 * ASK_EVERY_MS : ASK_EVERY_MS),
    refetchIntervalInBackground: true,
  });
  return {
    loaded: loadedRecord(record, error),
    reload: useCallback(() => void refresh(queryKeys.record(id)), [id]),
  };
}

function loadedRecord(record: CurationRecord | undefined, error: ApiError | null): LoadedRecord {
  // A restarted server continues with it: keep what is shown and ask again.
  if (record && (!error || isUnderWay(record))) return { kind: 'here', record };
  if (!error) return { kind: 'loading' };
  return error.status === 404 ? { kind: 'not-found' } : { kind: 'failed', error };
}

const isUnderWay = ({ status }: CurationRecord): boolean => status === 'waiting' || status === 'running';
