'use client';

import { useCallback, useEffect, useState } from 'react';
import { type ApiError, asApiError } from '#components/api/api-error.ts';
import { curationApi } from '#components/api/curation-requests.ts';
import type { CurationRow } from '#lib/contract/curation-record.ts';

export interface Sample {
  /** In their order; null until they are there. */
  readonly rows: readonly CurationRow[] | null;
  readonly error: ApiError | null;
  readonly reload: () => void;
  readonly change: (row: CurationRow) => void;
}

/** The records of a batch that were drawn for review; read again when `version` changes. */
export function useSample(batchId: string, version: string): Sample {
  const [rows, setRows] = useState<readonly CurationRow[] | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    void version;
    void turn;
    const controller = new AbortController();
    const { signal } = controller;
    loadSample(batchId, signal)
      .then((found) => {
        if (signal.aborted) return;
        setRows(found);
        setError(null);
      })
      .catch((failure: unknown) => {
        if (!signal.aborted) setError(asApiError(failure));
      });
    return () => controller.abort();
  }, [batchId, version, turn]);
  const change = useCallback(
    (row: CurationRow) => setRows((old) => old?.map((one) => (one.id === row.id ? row : one)) ?? null),
    [],
  );
  return { rows, error, reload: useCallback(() => setTurn((old) => old + 1), []), change };
}

async function loadSample(batchId: string, signal: AbortSignal): Promise<CurationRow[]> {
  const rows: CurationRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await curationApi.listRecords({ batchId, sampled: true, limit: 500, cursor }, signal);
    rows.push(...page.rows);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
}
