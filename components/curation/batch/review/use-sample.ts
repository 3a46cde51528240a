'use client';

import type { ApiError } from '#components/api/api-error.ts';
import { curationApi } from '#components/api/curation-requests.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { changeKept, keepPrevious, refresh, useServerData } from '#components/api/server-data.ts';
import type { CurationRow } from '#lib/contract/curation-record.ts';

export interface Sample {
  /** In their order; null until they are there. */
  readonly rows: readonly CurationRow[] | null;
  readonly error: ApiError | null;
}

/** The records of a batch that are drawn for review; read again when `version` changes. */
export function useSample(batchId: string, version = ''): Sample {
  const { data: rows = null, error } = useServerData({
    queryKey: [...queryKeys.sample(batchId), version],
    queryFn: ({ signal }) => loadSample(batchId, signal),
    placeholderData: keepPrevious,
  });
  return { rows, error };
}

export const reloadSample = (batchId: string) => refresh(queryKeys.sample(batchId));

/** Shows a record of a sample as it will be when the server agrees. */
export function changeInSample(batchId: string, row: CurationRow): void {
  changeKept<readonly CurationRow[]>([...queryKeys.sample(batchId), ''], (rows) =>
    rows.map((one) => (one.id === row.id ? row : one)),
  );
}

async function loadSample(batchId: string, signal: AbortSignal): Promise<readonly CurationRow[]> {
  const rows: CurationRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await curationApi.listRecords({ batchId, sampled: true, limit: 500, cursor }, signal);
    rows.push(...page.rows);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
}
