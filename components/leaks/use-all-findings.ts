'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '#components/api/api-error.ts';
import { api } from '#components/api/client.ts';
import type { FindingKind, FindingPage } from '#lib/contract/findings.ts';

export type FoundTrace = FindingPage['sessions'][number];

export interface AllFindings {
  readonly traces: readonly FoundTrace[];
  readonly state: 'loading' | 'complete' | 'failed';
  readonly error: ApiError | null;
}

/** Sessions a request: findings carry their words, some 400 bytes each. */
const PAGE = 100;

/** Findings of one kind over everything stored, page by page; what has come is shown while the rest is on its way. */
export function useAllFindings(kind: FindingKind): AllFindings & { retry: () => void } {
  const [found, setFound] = useState<AllFindings>(nothingYet);
  const running = useRef<AbortController | null>(null);

  const load = useCallback(() => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setFound(nothingYet);
    readAll(kind, abort.signal, (traces, more) =>
      setFound({ traces, state: more ? 'loading' : 'complete', error: null }),
    ).catch((error: unknown) => {
      if (abort.signal.aborted) return;
      setFound((before) => ({
        ...before,
        state: 'failed',
        error: error instanceof ApiError ? error : null,
      }));
    });
  }, [kind]);

  useEffect(() => {
    load();
    return () => running.current?.abort();
  }, [load]);

  return { ...found, retry: load };
}

const nothingYet: AllFindings = { traces: [], state: 'loading', error: null };

async function readAll(
  kind: FindingKind,
  signal: AbortSignal,
  onPage: (traces: readonly FoundTrace[], more: boolean) => void,
): Promise<void> {
  const traces: FoundTrace[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.listFindings({ kind, limit: PAGE, cursor }, signal);
    traces.push(...page.sessions);
    cursor = page.nextCursor ?? undefined;
    onPage([...traces], cursor !== undefined);
  } while (cursor);
}
