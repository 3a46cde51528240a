'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiError, asApiError } from '#components/api/api-error.ts';
import { api } from '#components/api/client.ts';
import type { SessionSummary } from '#lib/contract/session.ts';

const PAGE_SIZE = 8;
/** How often the list asks again while something runs and the page is in view. */
const REFRESH_MS = 4000;

export interface RecentSessions {
  /** Null while the first page loads. */
  sessions: readonly SessionSummary[] | null;
  error: ApiError | null;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => Promise<void>;
  reload: () => Promise<void>;
  /** Changes or removes one row after the server agreed. */
  replace: (id: string, session: SessionSummary | null) => void;
}

/** The sessions of this server, newest first, page by page. */
export function useRecentSessions(): RecentSessions {
  const [sessions, setSessions] = useState<readonly SessionSummary[] | null>(null);
  const [cursor, setCursor] = useState<string | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [loadingMore, setLoadingMore] = useState(false);
  const paged = useRef(false);

  const reload = useCallback(async (signal?: AbortSignal) => {
    try {
      const page = await api.listSessions({ limit: PAGE_SIZE }, signal);
      if (signal?.aborted) return;
      // Later pages stay: only rows of the first page are news.
      setSessions((old) => mergeFirstPage(page.sessions, paged.current ? (old ?? []) : []));
      if (!paged.current) setCursor(page.nextCursor ?? null);
      setError(null);
    } catch (failure) {
      if (!signal?.aborted) setError(asApiError(failure));
    }
  }, []);

  useEffect(() => {
    const controller = new AbortController();
    void reload(controller.signal);
    return () => controller.abort();
  }, [reload]);

  const anyRunning = sessions?.some((session) => session.status === 'running') ?? false;
  useEffect(() => {
    if (!anyRunning) return;
    const controller = new AbortController();
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void reload(controller.signal);
    }, REFRESH_MS);
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [anyRunning, reload]);

  const loadMore = useCallback(async () => {
    if (cursor === null) return;
    setLoadingMore(true);
    try {
      const page = await api.listSessions({ limit: PAGE_SIZE, cursor });
      paged.current = true;
      setSessions((old) => mergeFirstPage(old ?? [], page.sessions));
      setCursor(page.nextCursor ?? null);
      setError(null);
    } catch (failure) {
      setError(asApiError(failure));
    } finally {
      setLoadingMore(false);
    }
  }, [cursor]);

  const replace = useCallback((id: string, session: SessionSummary | null) => {
    setSessions(
      (old) =>
        old?.flatMap((row) => {
          if (row.id !== id) return [row];
          return session ? [session] : [];
        }) ?? null,
    );
  }, []);

  return {
    sessions,
    error,
    hasMore: cursor !== null,
    loadingMore,
    loadMore,
    reload: () => reload(),
    replace,
  };
}

/** `first`, then what of `rest` is not in it. */
export function mergeFirstPage(
  first: readonly SessionSummary[],
  rest: readonly SessionSummary[],
): SessionSummary[] {
  const known = new Set(first.map((session) => session.id));
  return [...first, ...rest.filter((session) => !known.has(session.id))];
}
