'use client';

import { useMemo } from 'react';
import { useStoredChoice } from '#components/ui/stored-choice.ts';
import { checks } from '#lib/doctor/checks.ts';

const known = new Set(checks.map(({ code }) => code));

/** Checks that this browser has switched off, and the way to switch one. */
export function useOffChecks(): { off: ReadonlySet<string>; set: (code: string, on: boolean) => void } {
  const [stored, store] = useStoredChoice('doctor-off', '');
  const off = useMemo(() => new Set(stored.split(' ').filter((code) => known.has(code))), [stored]);
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
