'use client';

import {
  focusManager,
  notifyManager,
  QueryClient,
  type QueryKey,
  type UseQueryOptions,
  useQuery,
} from '@tanstack/react-query';
import { useRef } from 'react';
import { type ApiError, asApiError } from './api-error.ts';

/**
 * What the server said, by the names of query-keys.ts. A module's own instead of a provider's: a page that asks nothing
 * loads nothing of it.
 *
 * - A call is made once: a failure is shown with its remedy, and the person tries again.
 * - Without a network there is a server on this machine: nothing waits for `navigator.onLine`.
 * - A page that opens asks anew and shows nothing older than its opening; what is kept longer says so (`gcTime`).
 * - Nobody who comes back to a window makes a request, but where a query says so.
 */
export const serverData = new QueryClient({
  defaultOptions: {
    queries: {
      retry: false,
      networkMode: 'always',
      gcTime: 0,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
  },
});

// "Come back to" is more than "visible again": a person may look at two windows side by side.
focusManager.setEventListener((look) => {
  if (typeof window === 'undefined') return;
  const onLook = () => look();
  document.addEventListener('visibilitychange', onLook);
  window.addEventListener('focus', onLook);
  return () => {
    document.removeEventListener('visibilitychange', onLook);
    window.removeEventListener('focus', onLook);
  };
});

// What a person changed is drawn before their next key comes: the default is a timer.
notifyManager.setScheduler(queueMicrotask);

export interface ServerData<T> {
  /** What it last said; undefined before that. Stays while it is asked again, also where that fails. */
  readonly data: T | undefined;
  /** Why the last answer is missing; stays while it is asked again. */
  readonly error: ApiError | null;
  /** ms since 1970 of `data`. Who reads it renders with every answer, else only with those that say something new. */
  readonly updatedAt: number;
}

/** What the server says, kept fresh as the options say. */
export function useServerData<T, K extends QueryKey>(
  options: UseQueryOptions<T, Error, T, K>,
): ServerData<T> {
  const result = useQuery(options, serverData);
  // A query without data forgets its failure when it is asked again; the button that asked would go under the hand.
  const held = useRef<ApiError | null>(null);
  if (result.error) held.current = asApiError(result.error);
  else if (held.current && (result.data !== undefined || !result.isFetching)) held.current = null;
  return {
    data: result.data,
    error: held.current,
    get updatedAt() {
      return result.dataUpdatedAt;
    },
  };
}

/** As `placeholderData`: what the question before this one was answered with stays in view until the answer is there. */
export const keepPrevious = <T>(previous: T | undefined): T | undefined => previous;

/** Reads again what begins with these names and is in view; resolves when it is there or failed. */
export async function refresh(...keys: readonly QueryKey[]): Promise<void> {
  await Promise.all(keys.map((queryKey) => serverData.invalidateQueries({ queryKey })));
}

/** A command after which what it changed is read again; resolves with its answer when that is in view. */
export const thenRefresh =
  <A extends readonly unknown[], R>(command: (...input: A) => Promise<R>, ...keys: readonly QueryKey[]) =>
  async (...input: A): Promise<R> => {
    const answer = await command(...input);
    await refresh(...keys);
    return answer;
  };

/** Changes what is kept, where it is kept, as the server agreed; it grows no younger by that. */
export function changeKept<T>(queryKey: QueryKey, change: (data: T) => T): void {
  const updatedAt = serverData.getQueryState(queryKey)?.dataUpdatedAt;
  serverData.setQueryData<T>(queryKey, (data) => (data === undefined ? undefined : change(data)), {
    updatedAt,
  });
}

/** Rows of which those that did not change keep their identity, wherever they stand now: React renders only the others. */
export function reuseRows<R extends { readonly id: string }>(rows: readonly R[], old: readonly R[]): R[] {
  const known = new Map(old.map((row) => [row.id, row]));
  return rows.map((row) => {
    const same = known.get(row.id);
    return same && JSON.stringify(same) === JSON.stringify(row) ? same : row;
  });
}
