'use client';

import { curationApi } from '#components/api/curation-requests.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { useServerData } from '#components/api/server-data.ts';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import { selections } from './export-options.ts';

/** The choices of records with their numbers; a number is null until it is known. */
export function useSelections({ id, counts, review }: CurationBatch) {
  const { reject } = review;
  // The choices work without their numbers; the preview reports what is wrong with the server.
  const { data } = useServerData({
    queryKey: queryKeys.keptRejected(id, reject),
    queryFn: async ({ signal }) =>
      (await curationApi.listRecords({ batchId: id, status: 'kept', review: 'reject', limit: 1 }, signal))
        .total,
    enabled: reject > 0,
  });
  const keptRejected = reject === 0 ? 0 : (data ?? null);
  return selections(counts.kept, keptRejected ?? 0, review.accept).map((choice) => ({
    ...choice,
    count: keptRejected === null && choice.only === 'not-rejected' ? null : choice.count,
  }));
}
