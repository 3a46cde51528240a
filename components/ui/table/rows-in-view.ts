'use client';

import { useSyncExternalStore } from 'react';

/** Rows of one height in a page that scrolls. Places are px from the top of the page. */
export interface RowsInPage {
  readonly count: number;
  readonly height: number;
  /** Where the first row begins. */
  readonly top: number;
}

/** What the window shows of the page. */
export interface Sight {
  readonly top: number;
  readonly height: number;
}

/** Rows from `first` to `last`; none where `last` is before `first`. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** Rows drawn before and after those in view: a fast scroll finds them there. */
const BEYOND = 10;

/** The rows that are drawn; near the nearest end where the window shows none of them. */
export function rowsInView({ count, height, top }: RowsInPage, sight: Sight): RowRange {
  const within = (index: number) => Math.max(0, Math.min(index, count - 1));
  const first = within(Math.floor((sight.top - top) / height));
  const last = Math.max(first, within(Math.ceil((sight.top + sight.height - top) / height) - 1));
  return { first: Math.max(0, first - BEYOND), last: Math.min(count - 1, last + BEYOND) };
}

/** What covers the window's start and end, px. */
export interface Covered {
  readonly start: number;
  readonly end: number;
}

/**
 * Where the page has to scroll so that nothing covers a row, by the shortest way; where it stands already if nothing does.
 * The last row brings the page's end with it (Infinity).
 */
export function scrollTopFor(index: number, rows: RowsInPage, sight: Sight, covered: Covered): number {
  const start = rows.top + index * rows.height;
  const end = start + rows.height;
  if (end >= sight.top + sight.height - covered.end)
    return index === rows.count - 1 ? Number.POSITIVE_INFINITY : end + covered.end - sight.height;
  if (start <= sight.top + covered.start) return start - covered.start;
  return sight.top;
}

export const sightOfWindow = (): Sight => ({ top: window.scrollY, height: window.innerHeight });

/**
 * The rows to draw, followed while the page scrolls and the window changes its size; none on the server. A general
 * virtualiser was 10 kB of the library's first script: most of it is for rows whose heights nobody knows.
 */
export function useRowsInView(rows: RowsInPage): RowRange {
  // Two numbers: a pair would be a new value each time. React draws at once, so no frame shows a gap.
  const first = useSyncExternalStore(
    followWindow,
    () => rowsInView(rows, sightOfWindow()).first,
    () => 0,
  );
  const last = useSyncExternalStore(
    followWindow,
    () => rowsInView(rows, sightOfWindow()).last,
    () => -1,
  );
  return { first, last };
}

function followWindow(listener: () => void): () => void {
  window.addEventListener('scroll', listener, { passive: true });
  window.addEventListener('resize', listener);
  return () => {
    window.removeEventListener('scroll', listener);
    window.removeEventListener('resize', listener);
  };
}
