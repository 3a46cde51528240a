'use client';

import { useCallback, useEffect, useState } from 'react';
import { type ApiError, asApiError } from '#components/api/api-error.ts';
import { curationApi } from '#components/api/curation-requests.ts';
import type { CurationRow } from '#lib/contract/curation-record.ts';
import type { RecordListQuery } from '#lib/contract/curation-requests.ts';

const PAGE = 100;

export interface RecordRows {
  /** From the first, as far as they were asked for. */
  readonly rows: readonly CurationRow[];
  /** Of all that match; null until it is known. */
  readonly total: number | null;
  readonly error: ApiError | null;
  /** Loads until the row with this index is there. */
  readonly ensure: (index: number) => void;
}

/**
 * The records of a batch, page by page as they are scrolled to. Read again, as far as they were shown, when `version`
 * changes; rows that did not change keep their identity.
 */
export function useRecords(batchId: string, query: RecordListQuery, version: string): RecordRows {
  const [state, setState] = useState<Omit<RecordRows, 'ensure'>>({ rows: [], total: null, error: null });
  const key = JSON.stringify(query);
  const [goal, setGoal] = useState({ key, count: PAGE });
  const count = goal.key === key ? goal.count : PAGE;

  useEffect(() => {
    void version;
    const controller = new AbortController();
    const { signal } = controller;
    load(batchId, JSON.parse(key) as RecordListQuery, count, signal)
      .then(({ rows, total }) => {
        if (!signal.aborted) setState((old) => ({ rows: reuse(rows, old.rows), total, error: null }));
      })
      .catch((error: unknown) => {
        if (!signal.aborted) setState((old) => ({ ...old, error: asApiError(error) }));
      });
    return () => controller.abort();
  }, [batchId, key, version, count]);

  const ensure = useCallback(
    (index: number) => {
      const needed = Math.ceil((index + 1) / PAGE) * PAGE;
      setGoal((old) =>
        old.key === key && old.count >= needed ? old : { key, count: Math.max(PAGE, needed) },
      );
    },
    [key],
  );
  return { ...state, ensure };
}

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

function reuse(rows: readonly CurationRow[], old: readonly CurationRow[]): CurationRow[] {
  const known = new Map(old.map((row) => [row.id, row]));
  return rows.map((row) => {
    const same = known.get(row.id);
    return same && JSON.stringify(same) === JSON.stringify(row) ? same : row;
  });
}
