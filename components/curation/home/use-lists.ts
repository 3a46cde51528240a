'use client';

import { useCallback, useState } from 'react';
import type { ApiError } from '#components/api/api-error.ts';
import { curationApi, isBatchAtWork } from '#components/api/curation-requests.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { keepPrevious, refresh, thenRefresh, useServerData } from '#components/api/server-data.ts';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import type { CurationRow } from '#lib/contract/curation-record.ts';

/** While something runs and the page is in view. */
const REFRESH_MS = 2000;
/** Single records are shown page by page. */
const PAGE = 20;

export interface CurationLists {
  /** Null until they are there. */
  readonly batches: readonly CurationBatch[] | null;
  readonly records: readonly CurationRow[] | null;
  readonly recordTotal: number;
  readonly error: ApiError | null;
  readonly showMore: () => void;
}

/** Batches and single records of this server, newest first, kept fresh while one of them is at work. */
export function useLists(): CurationLists {
  const [shown, setShown] = useState(PAGE);
  const { data, error } = useServerData({
    queryKey: queryKeys.curationList(shown),
    queryFn: async ({ signal }) => {
      const [batches, { rows, total }] = await Promise.all([
        curationApi.listBatches(signal),
        curationApi.listRecords({ limit: shown }, signal),
      ]);
      return { batches, records: rows, total };
    },
    placeholderData: keepPrevious,
    refetchInterval: ({ state }) =>
      state.data !== undefined &&
      (state.data.batches.some(({ status }) => isBatchAtWork(status)) ||
        state.data.records.some(({ status }) => status === 'waiting' || status === 'running')) &&
      REFRESH_MS,
  });
  return {
    batches: data?.batches ?? null,
    records: data?.records ?? null,
    recordTotal: data?.total ?? 0,
    error,
    showMore: useCallback(() => setShown((old) => old + PAGE), []),
  };
}

export const reloadLists = () => refresh(queryKeys.curationLists);

export const listCommands = {
  deleteBatch: thenRefresh(curationApi.deleteBatch, queryKeys.curationLists),
  deleteRecord: thenRefresh(curationApi.deleteRecord, queryKeys.curationLists),
};
