'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { writeSoon } from '#components/ui/write-soon.ts';
import { type LibraryQuery, readQuery, writeQuery } from './library-query.ts';

export type ChangeQuery = (change: (query: LibraryQuery) => LibraryQuery) => void;

/** The state of the page that its address holds: read from it, and written to it a moment after a change. */
export function useLibraryQuery(): [LibraryQuery, ChangeQuery] {
  const params = useSearchParams();
  const [query, setQuery] = useState(() => readQuery(params.toString()));
  /** The address as we last wrote it. */
  const written = useRef(writeQuery(query));

  useEffect(() => {
    const wanted = writeQuery(query);
    if (wanted === written.current) return;
    return writeSoon(() => {
      written.current = wanted;
      window.history.replaceState(null, '', `${window.location.pathname}${wanted}${window.location.hash}`);
    });
  }, [query]);

  // Something else changed the address: a link to the plain page, the back button. `params` alone may be stale by now.
  useEffect(() => {
    void params;
    const here = readQuery(window.location.search);
    if (writeQuery(here) === written.current) return;
    written.current = writeQuery(here);
    setQuery(here);
  }, [params]);

  return [query, useCallback((change) => setQuery(change), [])];
}
