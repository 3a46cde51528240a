'use client';

import type { ApiError } from '#components/api/api-error.ts';
import { api } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { refresh, serverData, useServerData } from '#components/api/server-data.ts';
import type { FindingKind, FindingPage } from '#lib/contract/findings.ts';

export type FoundTrace = FindingPage['sessions'][number];

export interface AllFindings {
  readonly traces: readonly FoundTrace[];
  readonly state: 'loading' | 'complete' | 'failed';
  readonly error: ApiError | null;
}

/** Sessions a request: findings carry their words, some 400 bytes each. */
const PAGE = 100;

interface KeptFindings {
  readonly traces: readonly FoundTrace[];
  readonly isWhole: boolean;
}

const nothingYet: readonly FoundTrace[] = [];

/** Findings of one kind over everything stored, page by page; what has come is shown while the rest is on its way. */
export function useAllFindings(kind: FindingKind): AllFindings & { retry: () => void } {
  const { data, error } = useServerData({
    queryKey: queryKeys.findings(kind),
    queryFn: ({ signal }) => readAll(kind, signal),
    structuralSharing: false,
  });
  return {
    traces: data?.traces ?? nothingYet,
    state: error ? 'failed' : data?.isWhole ? 'complete' : 'loading',
    error,
    retry: () => void refresh(queryKeys.findings(kind)),
  };
}

async function readAll(kind: FindingKind, signal: AbortSignal): Promise<KeptFindings> {
  const traces: FoundTrace[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await api.listFindings({ kind, limit: PAGE, cursor }, signal);
    traces.push(...page.sessions);
    cursor = page.nextCursor ?? undefined;
    if (cursor === undefined) return { traces, isWhole: true };
    if (!signal.aborted)
      serverData.setQueryData<KeptFindings>(queryKeys.findings(kind), {
        traces: [...traces],
        isWhole: false,
      });
  }
}
