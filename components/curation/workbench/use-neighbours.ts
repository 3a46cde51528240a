'use client';

import { curationApi } from '#components/api/curation-requests.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { keepPrevious, useServerData } from '#components/api/server-data.ts';

export interface Neighbours {
  readonly previous: string | null;
  readonly next: string | null;
}

const none: Neighbours = { previous: null, next: null };

/** Ids of the records around a place in a batch; the cursor of a batch's list is the place that it goes on after. */
export function useNeighbours(batchId: string | null, index: number): Neighbours {
  // Without them the page is whole all the same: a failure is no news here.
  const { data = none } = useServerData({
    queryKey: queryKeys.neighbours(batchId, index),
    queryFn: ({ signal }) => (batchId === null ? none : loadNeighbours(batchId, index, signal)),
    enabled: batchId !== null,
    placeholderData: keepPrevious,
  });
  return data;
}

async function loadNeighbours(batchId: string, index: number, signal: AbortSignal): Promise<Neighbours> {
  const after = (cursor: number) =>
    curationApi.listRecords({ batchId, limit: 1, ...(cursor >= 0 && { cursor: String(cursor) }) }, signal);
  const [before, later] = await Promise.all([index > 0 ? after(index - 2) : null, after(index)]);
  const previous = before?.rows[0];
  return {
    previous: previous && previous.index < index ? previous.id : null,
    next: later.rows[0]?.id ?? null,
  };
}
