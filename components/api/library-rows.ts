'use client';

import type { LibraryRow } from '#lib/contract/library.ts';
import type { ApiError } from './api-error.ts';
import { api } from './client.ts';
import { queryKeys } from './query-keys.ts';
import { changeKept, refresh, reuseRows, serverData, useServerData } from './server-data.ts';

/** Reading and checking 2,000 rows at once blocks the page for over 100 ms; with 250 nobody notices. */
const PAGE_SIZE = 250;
/** Running sessions are among the newest, except one that outlasts this many others. */
const NEWEST = 40;
/** How often the page requests the newest rows while something runs and the page is in view. */
const REFRESH_MS = 4000;
/** When data is older than this, the page reads the whole library again as a person returns to it. */
const STALE_MS = 20_000;

interface KeptRows {
  /** Newest first. */
  readonly rows: readonly LibraryRow[];
  /** Not the first pages of a first load. */
  readonly whole: boolean;
}

export interface LibraryRows {
  readonly rows: readonly LibraryRow[];
  /** Read as a whole once, or failed. */
  readonly ready: boolean;
  readonly error: ApiError | null;
}

const nothing: readonly LibraryRow[] = [];

/**
 * The rows of the library: read when the page opens or is come back to, what runs or is counted anew now and then. Kept
 * while other pages are shown, so that coming back is immediate and stands where it stood.
 */
export function useLibraryRows(): LibraryRows {
  const { data, error } = useServerData({
    queryKey: queryKeys.library,
    queryFn: ({ signal }) => readLibrary(signal),
    structuralSharing: false,
    gcTime: Number.POSITIVE_INFINITY,
    staleTime: STALE_MS,
    refetchOnMount: 'always',
    refetchOnWindowFocus: true,
    // Sessions that are computed again may be anywhere in the library.
    refetchInterval: ({ state }) => state.data?.rows.some((row) => row.renewing) && REFRESH_MS,
  });
  const rows = data?.rows ?? nothing;
  useNewestRows(rows.some((row) => row.status === 'running') && !rows.some((row) => row.renewing));
  return { rows, ready: data?.whole === true || error !== null, error };
}

/** Reads the whole library again. */
export const reloadLibrary = (): Promise<void> => refresh(queryKeys.library);

/** Changes rows after the server agreed; null removes one. */
export function changeLibraryRows(
  ids: ReadonlySet<string>,
  change: (row: LibraryRow) => LibraryRow | null,
): void {
  changeKept<KeptRows>(queryKeys.library, ({ rows, whole }) => ({
    rows: rows.flatMap((row) => (ids.has(row.id) ? (change(row) ?? []) : [row])),
    whole,
  }));
}

const keptRows = (): KeptRows | undefined => serverData.getQueryData<KeptRows>(queryKeys.library);

/** All rows, page by page; what did not change keeps its identity. */
async function readLibrary(signal: AbortSignal): Promise<KeptRows> {
  const before = keptRows();
  let rows: readonly LibraryRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.listLibrary({ limit: PAGE_SIZE, cursor }, signal);
    rows = [...rows, ...reuseRows(page.rows, before?.rows ?? [])];
    cursor = page.nextCursor ?? undefined;
    // Only the first load shows the rows as they arrive: later ones would make the table shrink and grow.
    if (!signal.aborted && !before?.whole && cursor !== undefined)
      serverData.setQueryData<KeptRows>(queryKeys.library, { rows, whole: false });
  } while (cursor !== undefined);
  return { rows, whole: true };
}

/** Asks for the newest rows now and then: for running sessions, and for what was started elsewhere. */
function useNewestRows(wanted: boolean): void {
  useServerData({
    queryKey: queryKeys.libraryNewest,
    queryFn: async ({ signal }) => {
      await refreshNewest(signal);
      return null;
    },
    enabled: wanted,
    // The library was read a moment ago: the first time is one interval from now.
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: REFRESH_MS,
  });
}

async function refreshNewest(signal: AbortSignal): Promise<void> {
  const before = keptRows();
  // A failure is no news: the page keeps what it has; whether the server is there again shows at the next load.
  const page = await api.listLibrary({ limit: NEWEST }, signal);
  if (!before || keptRows() !== before) return;
  const rows = mergePage(before.rows, reuseRows(page.rows, before.rows));
  if (rows !== before.rows) changeKept<KeptRows>(queryKeys.library, ({ whole }) => ({ rows, whole }));
  const seen = new Set(page.rows.map(({ id }) => id));
  if (rows.some((row) => row.status === 'running' && !seen.has(row.id))) await reloadLibrary();
}

/**
 * Merges the newest rows into the known ones: changed ones in their place, new ones in front. Returns the same object
 * if nothing is new.
 */
export function mergePage(rows: readonly LibraryRow[], newest: readonly LibraryRow[]): readonly LibraryRow[] {
  const news = new Map(newest.map((row) => [row.id, row]));
  let changed = false;
  const kept = rows.map((row) => {
    const other = news.get(row.id) ?? row;
    news.delete(row.id);
    if (other !== row) changed = true;
    return other;
  });
  return changed || news.size > 0 ? [...news.values(), ...kept] : rows;
}
