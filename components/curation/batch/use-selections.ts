'use client';

import { useEffect, useState } from 'react';
import { curationApi } from '#components/api/curation-requests.ts';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import { selections } from './export-options.ts';

/** The choices of records with their numbers; a number is null until it is known. */
export function useSelections({ id, counts, review }: CurationBatch) {
  const [keptRejected, setKeptRejected] = useState<number | null>(review.reject === 0 ? 0 : null);
  const { reject } = review;
  useEffect(() => {
    if (reject === 0) return;
    const controller = new AbortController();
    curationApi
      .listRecords({ batchId: id, status: 'kept', review: 'reject', limit: 1 }, controller.signal)
      .then(({ total }) => {
        if (!controller.signal.aborted) setKeptRejected(total);
      })
      // The choices are there without their numbers; what is wrong with the server the preview says.
      .catch(() => undefined);
    return () => controller.abort();
  }, [id, reject]);
  return selections(counts.kept, keptRejected ?? 0, review.accept).map((choice) => ({
    ...choice,
    count: keptRejected === null && choice.only === 'not-rejected' ? null : choice.count,
  }));
}
