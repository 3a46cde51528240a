'use client';

import { useCallback, useState } from 'react';
import { type ApiError, asApiError } from '#components/api/api-error.ts';
import { api } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { changeKept, refresh, serverData, useServerData } from '#components/api/server-data.ts';
import type { SessionSummary } from '#lib/contract/session.ts';

const PAGE_SIZE = 8;
/** How often the list is requested again while something runs and the page is in view. */
const REFRESH_MS = 4000;

interface KeptSessions {
  readonly sessions: readonly SessionSummary[];
  /** Of the page after the last one that is here; null where there is none. */
  readonly cursor: string | null;
  readonly isPaged: boolean;
}

export interface RecentSessions {
  /** Null while the first page loads. */
  sessions: readonly SessionSummary[] | null;
  error: ApiError | null;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => Promise<void>;
  reload: () => Promise<void>;
}

/** The sessions of this server, newest first, page by page. */
export function useRecentSessions(): RecentSessions {
  const { data, error } = useServerData({
    queryKey: queryKeys.recentSessions,
    queryFn: ({ signal }) => readFirstPage(signal),
    refetchInterval: ({ state }) =>
      state.data?.sessions.some((session) => session.status === 'running') && REFRESH_MS,
  });
  const [loadingMore, setLoadingMore] = useState(false);
  const [moreError, setMoreError] = useState<ApiError | null>(null);
  const cursor = data?.cursor ?? null;

  const loadMore = useCallback(async () => {
    if (cursor === null) return;
    setLoadingMore(true);
    try {
      const page = await api.listSessions({ limit: PAGE_SIZE, cursor });
      changeKept<KeptSessions>(queryKeys.recentSessions, ({ sessions }) => ({
        sessions: mergeFirstPage(sessions, page.sessions),
        cursor: page.nextCursor ?? null,
        isPaged: true,
      }));
      setMoreError(null);
    } catch (failure) {
      setMoreError(asApiError(failure));
    } finally {
      setLoadingMore(false);
    }
  }, [cursor]);

  return {
    sessions: data?.sessions ?? null,
    error: error ?? moreError,
    hasMore: cursor !== null,
    loadingMore,
    loadMore,
    reload: useCallback(() => {
      setMoreError(null);
      return refresh(queryKeys.recentSessions);
    }, []),
  };
}

/** Changes or removes one row after the server agreed. */
export function replaceRecent(id: string, session: SessionSummary | null): void {
  changeKept<KeptSessions>(queryKeys.recentSessions, (kept) => ({
    ...kept,
    sessions: kept.sessions.flatMap((row) => {
      if (row.id !== id) return [row];
      return session ? [session] : [];
    }),
  }));
}

/** The newest sessions. Later pages stay: only rows of the first page are news. */
async function readFirstPage(signal: AbortSignal): Promise<KeptSessions> {
  const page = await api.listSessions({ limit: PAGE_SIZE }, signal);
  const kept = serverData.getQueryData<KeptSessions>(queryKeys.recentSessions);
  return kept?.isPaged
    ? { ...kept, sessions: mergeFirstPage(page.sessions, kept.sessions) }
    : { sessions: page.sessions, cursor: page.nextCursor ?? null, isPaged: false };
}

/** `first`, then the rows of `rest` that `first` lacks. */
function mergeFirstPage(first: readonly SessionSummary[], rest: readonly SessionSummary[]): SessionSummary[] {
  const known = new Set(first.map((session) => session.id));
  return [...first, ...rest.filter((session) => !known.has(session.id))];
}
