'use client';

import { useEffect, useState } from 'react';
import { curationApi } from '#components/api/curation-requests.ts';

export interface Neighbours {
  readonly previous: string | null;
  readonly next: string | null;
}

const none: Neighbours = { previous: null, next: null };

/** Ids of the records around a place in a batch; the cursor of a batch's list is the place that it goes on after. */
export function useNeighbours(batchId: string | null, index: number): Neighbours {
  const [found, setFound] = useState(none);
  useEffect(() => {
    if (batchId === null) return;
    const controller = new AbortController();
    const after = (cursor: number) =>
      curationApi.listRecords(
        { batchId, limit: 1, ...(cursor >= 0 && { cursor: String(cursor) }) },
        controller.signal,
      );
    // Without them the page is whole all the same: a failure is no news here.
    Promise.all([index > 0 ? after(index - 2) : null, after(index)])
      .then(([before, later]) => {
        const previous = before?.rows[0];
        setFound({
          previous: previous && previous.index < index ? previous.id : null,
          next: later.rows[0]?.id ?? null,
        });
      })
      .catch(() => undefined);
    return () => controller.abort();
  }, [batchId, index]);
  return found;
}
