'use client';

import { create } from 'zustand';
import type { LibraryRow } from '#lib/contract/library.ts';
import { type ApiError, asApiError } from './api-error.ts';
import { api } from './client.ts';
import { mergePage } from './merge-rows.ts';

interface LibraryState {
  /** Newest first. Kept while other pages are shown, so that coming back is immediate and stands where it stood. */
  readonly rows: readonly LibraryRow[];
  readonly phase: 'empty' | 'loading' | 'ready';
  readonly error: ApiError | null;
  /** ms since 1970 of the last whole load; 0 before it. */
  readonly loadedAt: number;
}

export const useLibraryStore = create<LibraryState>(() => ({
  rows: [],
  phase: 'empty',
  error: null,
  loadedAt: 0,
}));

/** Reading and checking 2,000 rows in one go holds the page up for over 100 ms; of 250 nobody notices. */
const PAGE_SIZE = 250;
/** What runs is among the newest, but for a session that outlasts this many others. */
const RECENT = 40;

let loading: AbortController | null = null;

/** Reads the whole library; what did not change keeps its identity. A later call ends an earlier one. */
export async function loadLibrary(): Promise<void> {
  loading?.abort();
  const controller = new AbortController();
  loading = controller;
  const { signal } = controller;
  const before = useLibraryStore.getState();
  if (before.phase === 'empty') useLibraryStore.setState({ phase: 'loading' });
  try {
    const old = new Map(before.rows.map((row) => [row.id, row]));
    let rows: readonly LibraryRow[] = [];
    let cursor: string | undefined;
    do {
      const page = await api.listLibrary({ limit: PAGE_SIZE, cursor }, signal);
      if (signal.aborted) return;
      rows = [...rows, ...reuse(page.rows, old)];
      cursor = page.nextCursor ?? undefined;
      // Only the first load shows what is there so far: later ones would make the table shrink and grow.
      if (before.phase !== 'ready') useLibraryStore.setState({ rows });
    } while (cursor !== undefined);
    useLibraryStore.setState({ rows, phase: 'ready', error: null, loadedAt: Date.now() });
  } catch (failure) {
    if (!signal.aborted) useLibraryStore.setState({ error: asApiError(failure), phase: 'ready' });
  }
}

/** Asks for the newest rows again: for running sessions, and for what was started elsewhere. */
export async function refreshRecent(): Promise<void> {
  const { rows } = useLibraryStore.getState();
  const page = await api.listLibrary({ limit: RECENT }).catch(() => null);
  // The page keeps what it has; whether the server is there again shows at the next load.
  if (!page || useLibraryStore.getState().rows !== rows) return;
  const known = new Map(rows.map((row) => [row.id, row]));
  const merged = mergePage(rows, reuse(page.rows, known));
  useLibraryStore.setState({ rows: merged });
  const seen = new Set(page.rows.map(({ id }) => id));
  if (merged.some((row) => row.status === 'running' && !seen.has(row.id))) await loadLibrary();
}

/** Changes rows after the server agreed; null removes one. */
export function changeRows(ids: ReadonlySet<string>, change: (row: LibraryRow) => LibraryRow | null): void {
  useLibraryStore.setState(({ rows }) => ({
    rows: rows.flatMap((row) => (ids.has(row.id) ? (change(row) ?? []) : [row])),
  }));
}

function reuse(rows: readonly LibraryRow[], old: ReadonlyMap<string, LibraryRow>): LibraryRow[] {
  return rows.map((row) => {
    const known = old.get(row.id);
    return known && JSON.stringify(known) === JSON.stringify(row) ? known : row;
  });
}
