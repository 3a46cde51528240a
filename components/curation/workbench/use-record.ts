'use client';

import { useCallback, useEffect, useState } from 'react';
import { type ApiError, asApiError } from '#components/api/api-error.ts';
import { curationApi } from '#components/api/curation-requests.ts';
import type { CurationRecord } from '#lib/contract/curation-record.ts';

export type LoadedRecord =
  | { readonly kind: 'loading' }
  | { readonly kind: 'here'; readonly record: CurationRecord }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'failed'; readonly error: ApiError };

/** While a model works on it, ms. */
const ASK_EVERY_MS = 1200;

/** One record; asked for again as long as somebody takes it apart. */
export function useRecord(id: string): { loaded: LoadedRecord; reload: () => void } {
  const [loaded, setLoaded] = useState<LoadedRecord>({ kind: 'loading' });
  const [asked, setAsked] = useState(0);
  const reload = useCallback(() => setAsked((count) => count + 1), []);

  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function ask(): Promise<void> {
      try {
        const record = await curationApi.record(id, controller.signal);
        setLoaded({ kind: 'here', record });
        if (isUnderWay(record)) timer = setTimeout(() => void ask(), ASK_EVERY_MS);
      } catch (thrown) {
        if (controller.signal.aborted) return;
        const error = asApiError(thrown);
        if (error.status === 404) setLoaded({ kind: 'not-found' });
        else
          setLoaded((before) => {
            // A server that is restarted goes on with it: what is shown stays, and it is asked again.
            if (before.kind !== 'here' || !isUnderWay(before.record)) return { kind: 'failed', error };
            timer = setTimeout(() => void ask(), 4 * ASK_EVERY_MS);
            return before;
          });
      }
    }
    if (asked > 0) setLoaded((before) => (before.kind === 'failed' ? { kind: 'loading' } : before));
    void ask();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [id, asked]);

  return { loaded, reload };
}

export const isUnderWay = ({ status }: CurationRecord): boolean =>
  status === 'waiting' || status === 'running';
