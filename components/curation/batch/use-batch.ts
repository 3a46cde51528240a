'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiError, asApiError } from '#components/api/api-error.ts';
import { curationApi, isBatchAtWork } from '#components/api/curation-requests.ts';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import { addSample, type RateSample, rateOf } from './rate.ts';

const REFRESH_MS = 1000;

export interface BatchState {
  readonly batch: CurationBatch | null;
  readonly error: ApiError | null;
  /** Records a second lately; null while unknown or at rest. */
  readonly rate: number | null;
  readonly reload: () => void;
  /** Takes the server's answer to an action. */
  readonly replace: (batch: CurationBatch) => void;
}

export const doneOf = ({ counts }: CurationBatch): number => counts.kept + counts.rejected + counts.failed;

/** A batch, asked for again each second while it is at work and the page is in view. */
export function useBatch(id: string): BatchState {
  const [batch, setBatch] = useState<CurationBatch | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [turn, setTurn] = useState(0);
  const [rate, setRate] = useState<number | null>(null);
  const samples = useRef<readonly RateSample[]>([]);

  const replace = useCallback((next: CurationBatch) => {
    const atWork = isBatchAtWork(next.status);
    samples.current = atWork ? addSample(samples.current, { at: Date.now(), done: doneOf(next) }) : [];
    setRate(atWork ? rateOf(samples.current) : null);
    setError(null);
    setBatch(next);
  }, []);
  const reload = useCallback(() => setTurn((old) => old + 1), []);

  useEffect(() => {
    void turn;
    const controller = new AbortController();
    curationApi
      .batch(id, controller.signal)
      .then((next) => {
        if (!controller.signal.aborted) replace(next);
      })
      .catch((failure: unknown) => {
        if (!controller.signal.aborted) setError(asApiError(failure));
      });
    return () => controller.abort();
  }, [id, turn, replace]);

  const atWork = batch !== null && isBatchAtWork(batch.status);
  useEffect(() => {
    if (!atWork) return;
    // From answer to answer would be a tighter loop than anybody looks at; a hidden page asks nothing.
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') reload();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [atWork, reload]);

  return { batch, error, rate, reload, replace };
}
