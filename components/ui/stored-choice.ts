'use client';

import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/**
 * A small text this browser remembers, shared by every component and tab that names the same key. The fallback where
 * nothing is stored, on the server, and where storage is forbidden (private modes throw; then it lasts for no time).
 */
export function useStoredChoice(key: string, fallback: string): [string, (value: string) => void] {
  const name = `sprintscope-${key}`;
  const value = useSyncExternalStore(
    subscribe,
    () => {
      try {
        return localStorage.getItem(name) ?? fallback;
      } catch {
        return fallback;
      }
    },
    () => fallback,
  );
  const set = useCallback(
    (next: string) => {
      try {
        localStorage.setItem(name, next);
      } catch {
        return;
      }
      for (const listener of listeners) listener();
    },
    [name],
  );
  return [value, set];
}
