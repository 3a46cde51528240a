'use client';

import type { ApiError } from '#components/api/api-error.ts';
import { curationApi } from '#components/api/curation-requests.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { useServerData } from '#components/api/server-data.ts';
import type { CurationRecord } from '#lib/contract/curation-record.ts';

/**
 * The record with this id; the one that comes next is fetched while this one is read. No third one is kept: a record is
 * some 100 kB, and a sample may have hundreds.
 */
export function useRecord(
  id: string | null,
  next: string | null,
): { readonly record: CurationRecord | null; readonly error: ApiError | null } {
  const { data: record = null, error } = useServerData(recordQuery(id));
  useServerData(recordQuery(record ? next : null));
  return { record, error };
}

const recordQuery = (id: string | null) => ({
  queryKey: queryKeys.reviewedRecord(id),
  queryFn: ({ signal }: { signal: AbortSignal }) => (id === null ? null : curationApi.record(id, signal)),
  enabled: id !== null,
  // What was fetched ahead is not asked for again when it is come to.
  staleTime: Number.POSITIVE_INFINITY,
});
