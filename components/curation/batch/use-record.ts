'use client';

import { useEffect, useState } from 'react';
import { type ApiError, asApiError } from '#components/api/api-error.ts';
import { curationApi } from '#components/api/curation-requests.ts';
import type { CurationRecord } from '#lib/contract/curation-record.ts';

/** The record with this id; the one that comes next is fetched while this one is read. */
export function useRecord(
  id: string | null,
  next: string | null,
): { readonly record: CurationRecord | null; readonly error: ApiError | null } {
  const [known, setKnown] = useState<ReadonlyMap<string, CurationRecord>>(new Map());
  const [error, setError] = useState<{ id: string; error: ApiError } | null>(null);
  const record = (id !== null && known.get(id)) || null;
  const wanted = record ? next : id;
  const missing = wanted !== null && !known.has(wanted) ? wanted : null;

  useEffect(() => {
    if (missing === null) return;
    const controller = new AbortController();
    curationApi
      .record(missing, controller.signal)
      .then((found) => {
        // Two at most: a record is some 100 kB, and a sample may have hundreds.
        if (!controller.signal.aborted)
          setKnown((old) => new Map([...[...old].slice(-1), [missing, found] as const]));
      })
      .catch((failure: unknown) => {
        if (!controller.signal.aborted) setError({ id: missing, error: asApiError(failure) });
      });
    return () => controller.abort();
  }, [missing]);

  return { record, error: error !== null && error.id === id ? error.error : null };
}
