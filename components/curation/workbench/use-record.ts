'use client';

import { useCallback } from 'react';
import type { ApiError } from '#components/api/api-error.ts';
import { curationApi } from '#components/api/curation-requests.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { refresh, useServerData } from '#components/api/server-data.ts';
import type { CurationRecord } from '#lib/contract/curation-record.ts';

export type LoadedRecord =
  | { readonly kind: 'loading' }
  | { readonly kind: 'here'; readonly record: CurationRecord }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'failed'; readonly error: ApiError };

/** While a model works on it, ms. */
const ASK_EVERY_MS = 1200;

/** One record; asked for again as long as somebody takes it apart, also where nobody looks. */
export function useRecord(id: string): { loaded: LoadedRecord; reload: () => void } {
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
  // A server that is restarted goes on with it: what is shown stays, and it is asked again.
  if (record && (!error || isUnderWay(record))) return { kind: 'here', record };
  if (!error) return { kind: 'loading' };
  return error.status === 404 ? { kind: 'not-found' } : { kind: 'failed', error };
}

export const isUnderWay = ({ status }: CurationRecord): boolean =>
  status === 'waiting' || status === 'running';
