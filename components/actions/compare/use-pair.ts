'use client';

import { useEffect, useState } from 'react';
import { loadPartners, type Partner } from './pair-partners.ts';
import { type SideSource, sideId } from './side-source.ts';

/**
 * What this session is paired with; read when the page opens, when its run ends and when a person comes back to the
 * tab (the other side may have been started in another one). Null until it is known, and where it cannot be asked.
 */
export function usePair(source: SideSource | null, ended: boolean): readonly Partner[] | null {
  const [partners, setPartners] = useState<readonly Partner[] | null>(null);
  const id = source ? sideId(source) : null;
  useEffect(() => {
    if (!source || id === null) return;
    const controller = new AbortController();
    const load = () => {
      loadPartners(source, controller.signal)
        .then((found) => {
          if (!controller.signal.aborted) setPartners(found);
        })
        // The page itself says what is wrong with its server.
        .catch(() => undefined);
    };
    // Asked anew at the end of a run: imports of the same question may have been paired meanwhile.
    if (ended || id !== '') load();
    window.addEventListener('focus', load);
    return () => {
      controller.abort();
      window.removeEventListener('focus', load);
    };
  }, [source, id, ended]);
  return partners;
}
