'use client';

import { useCallback, useRef, useState } from 'react';
import type { ApiError } from '#components/api/api-error.ts';
import { curationApi } from '#components/api/curation-requests.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { keepPrevious, reuseRows, useServerData } from '#components/api/server-data.ts';
import type { CurationRow } from '#lib/contract/curation-record.ts';
import type { RecordListQuery } from '#lib/contract/curation-requests.ts';

const PAGE = 100;

export interface RecordRows {
  /** From the first record on, as far as the page has requested them. */
  readonly rows: readonly CurationRow[];
  /** Number of all matching records; null until it is known. */
  readonly total: number | null;
  readonly error: ApiError | null;
  /** Loads until the row with this index has arrived. */
  readonly ensure: (index: number) => void;
}

/**
 * The records of a batch, loaded page by page as a person scrolls. Reads the shown part again when `version` changes;
 * rows that did not change keep their identity.
 */
export function useRecords(batchId: string, query: RecordListQuery, version: string): RecordRows {
  const key = JSON.stringify(query);
  const [goal, setGoal] = useState({ key, count: PAGE });
  const count = goal.key === key ? goal.count : PAGE;
  const known = useRef(nothing);
  const { data, error } = useServerData({
    queryKey: [...queryKeys.records(batchId, query), version, count],
    queryFn: async ({ signal }) => {
      const { rows, total } = await load(batchId, query, count, signal);
      return { rows: reuseRows(rows, known.current), total };
    },
    structuralSharing: false,
    placeholderData: keepPrevious,
  });
  const rows = data?.rows ?? nothing;
  known.current = rows;

  const ensure = useCallback(
    (index: number) => {
      const needed = Math.ceil((index + 1) / PAGE) * PAGE;
      setGoal((old) =>
        old.key === key && old.count >= needed ? old : { key, count: Math.max(PAGE, needed) },
      );
    },
    [key],
  );
  return { rows, total: data?.total ?? null, error, ensure };
}

const nothing: readonly CurationRow[] = [];

async function load(batchId: string, query: RecordListQuery, goal: number, signal: AbortSignal) {
  const rows: CurationRow[] = [];
  let cursor: string | undefined;
  for (;;) {
    const limit = Math.min(500, goal - rows.length);
    const page = await curationApi.listRecords({ ...query, batchId, limit, cursor }, signal);
    rows.push(...page.rows);
    cursor = page.nextCursor ?? undefined;
    if (cursor === undefined || rows.length >= goal) return { rows, total: page.total };
  }
}
