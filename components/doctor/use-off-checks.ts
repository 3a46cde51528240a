'use client';

import { useMemo } from 'react';
import { useStoredChoice } from '#components/ui/stored-choice.ts';

/**
 * Checks that this browser has switched off, and the way to switch one. Codes that no check has any more stay in the list
 * and do nothing: to know them, every page with a trace would wait for all rules of the doctor.
 */
export function useOffChecks(): { off: ReadonlySet<string>; set: (code: string, on: boolean) => void } {
  const [stored, store] = useStoredChoice('doctor-off', '');
  const off = useMemo(() => new Set(stored.split(' ').filter((code) => code !== '')), [stored]);
  return {
    off,
    set(code, on) {
      const next = new Set(off);
      if (on) next.delete(code);
      else next.add(code);
      store([...next].join(' '));
    },
  };
}
