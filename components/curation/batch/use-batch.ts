'use client';

import { useEffect, useRef, useState } from 'react';
import type { ApiError } from '#components/api/api-error.ts';
import { curationApi, isBatchAtWork } from '#components/api/curation-requests.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { refresh, serverData, useServerData } from '#components/api/server-data.ts';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import { addSample, type RateSample, rateOf } from './rate.ts';

/** Asking again after every answer would be faster than anybody looks; a hidden page asks nothing. */
const REFRESH_MS = 1000;

export interface BatchState {
  readonly batch: CurationBatch | null;
  readonly error: ApiError | null;
  /** Records a second over the last samples; null while unknown or idle. */
  readonly rate: number | null;
}

export const doneOf = ({ counts }: CurationBatch): number => counts.kept + counts.rejected + counts.failed;

/** A batch, requested again each second while it is at work and the page is in view. */
export function useBatch(id: string): BatchState {
  const answer = useServerData({
    queryKey: queryKeys.batch(id),
    queryFn: ({ signal }) => curationApi.batch(id, signal),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isBatchAtWork(state.data.status) && REFRESH_MS,
  });
  const { data: batch = null, error } = answer;
  return { batch, error, rate: useRate(batch, answer.updatedAt) };
}

export const reloadBatch = (id: string) => refresh(queryKeys.batch(id));

/** Replaces the batch by the server's answer to an action. */
export const replaceBatch = (batch: CurationBatch): void =>
  void serverData.setQueryData(queryKeys.batch(batch.id), batch);

/** @param at ms since 1970 when the batch was as it is: an answer that says nothing new tells of a rate too */
function useRate(batch: CurationBatch | null, at: number): number | null {
  const [rate, setRate] = useState<number | null>(null);
  const samples = useRef<readonly RateSample[]>([]);
  useEffect(() => {
    if (!batch) return;
    const atWork = isBatchAtWork(batch.status);
    samples.current = atWork ? addSample(samples.current, { at, done: doneOf(batch) }) : [];
    setRate(atWork ? rateOf(samples.current) : null);
  }, [batch, at]);
  return rate;
}
