'use client';

import { useEffect, useState } from 'react';
import { curationApi } from '#components/api/curation-requests.ts';
import type { CurationBatch, Verdict } from '#components/api/curation-schemas.ts';
import { selections } from './export-options.ts';

/** The choices of records with their numbers; a number is null until it is known. */
export function useSelections({ id, counts, review }: CurationBatch) {
  const [verdicts, setVerdicts] = useState<{ accept: number; reject: number } | null>(
    review.reviewed === 0 ? { accept: 0, reject: 0 } : null,
  );
  const { reviewed } = review;
  useEffect(() => {
    if (reviewed === 0) return;
    const controller = new AbortController();
    const { signal } = controller;
    const keptWith = async (verdict: Verdict) =>
      (await curationApi.listRecords({ batchId: id, status: 'kept', review: verdict, limit: 1 }, signal))
        .total;
    Promise.all([keptWith('accept'), keptWith('reject')])
      .then(([accept, reject]) => {
        if (!signal.aborted) setVerdicts({ accept, reject });
      })
      // The choices are there without their numbers; what is wrong with the server the preview says.
      .catch(() => undefined);
    return () => controller.abort();
  }, [id, reviewed]);
  return selections(counts.kept, verdicts?.reject ?? 0, verdicts?.accept ?? 0).map((choice) => ({
    ...choice,
    count: verdicts || choice.only === 'kept' ? choice.count : null,
  }));
}
