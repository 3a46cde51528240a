'use client';

import { useCallback, useEffect, useState } from 'react';
import { type ApiError, asApiError } from '#components/api/api-error.ts';
import { curationApi, isBatchAtWork } from '#components/api/curation-requests.ts';
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
  readonly reload: () => void;
  readonly showMore: () => void;
}

/** Batches and single records of this server, newest first, kept fresh while one of them is at work. */
export function useLists(): CurationLists {
  const [state, setState] = useState<Pick<CurationLists, 'batches' | 'records' | 'recordTotal' | 'error'>>({
    batches: null,
    records: null,
    recordTotal: 0,
    error: null,
  });
  const [shown, setShown] = useState(PAGE);
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    void turn;
    const controller = new AbortController();
    const { signal } = controller;
    Promise.all([curationApi.listBatches(signal), curationApi.listRecords({ limit: shown }, signal)])
      .then(([batches, page]) => {
        if (signal.aborted) return;
        setState({ batches, records: page.rows, recordTotal: page.total, error: null });
      })
      .catch((error: unknown) => {
        if (!signal.aborted) setState((old) => ({ ...old, error: asApiError(error) }));
      });
    return () => controller.abort();
  }, [shown, turn]);

  const reload = useCallback(() => setTurn((old) => old + 1), []);
  const atWork =
    state.batches?.some(({ status }) => isBatchAtWork(status)) ||
    state.records?.some(({ status }) => status === 'waiting' || status === 'running') ||
    false;
  useEffect(() => {
    if (!atWork) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [atWork, reload]);

  return { ...state, reload, showMore: useCallback(() => setShown((old) => old + PAGE), []) };
}
