'use client';

import { useEffect, useState } from 'react';
import { loadLibrary, refreshRecent, useLibraryStore } from './library-store.ts';

/** How often the newest rows are asked for again while something runs and the page is in view. */
const REFRESH_MS = 4000;
/** Older than this, the whole library is read again when someone comes back to the page. */
const STALE_MS = 20_000;

/** Keeps the library fresh: read when the page opens or is come back to, what runs or is counted anew now and then. */
export function useLibraryRows() {
  const state = useLibraryStore();
  const anyRunning = state.rows.some((row) => row.status === 'running');
  const anyRenewing = state.rows.some((row) => row.renewing);

  useEffect(() => {
    void loadLibrary();
    function onVisible() {
      const { loadedAt } = useLibraryStore.getState();
      if (document.visibilityState === 'visible' && Date.now() - loadedAt > STALE_MS) void loadLibrary();
    }
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, []);

  useEffect(() => {
    if (!anyRunning && !anyRenewing) return;
    const timer = setInterval(() => {
      // What is computed anew may be anywhere in the library.
      if (document.visibilityState === 'visible') void (anyRenewing ? loadLibrary() : refreshRecent());
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [anyRunning, anyRenewing]);

  return state;
}

/** Ages are written anew each half minute; 0 until the first effect. */
export function useNow(): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
