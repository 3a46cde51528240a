'use client';

import { type RefObject, useEffect, useRef } from 'react';
import { useSession } from '#components/playback/session-context.tsx';
import { useReducedMotion } from '#components/ui/use-reduced-motion.ts';
import { newestRow, scrollToRow } from './newest-row.ts';

/** Height of a row, and of the planner's, which is stuck to the top, px. */
export const ROW_HEIGHT = 18.5;

/**
 * While the page follows or plays, the newest row under way is in view. A person who scrolls the rows is left alone
 * until Follow, Live or Play is pressed (`timelineFollows`).
 */
export function useFollowedRow(panel: RefObject<HTMLDivElement | null>, rowCount: number): void {
  const row = useSession((session) =>
    session.transport !== 'paused' && session.timelineFollows ? newestRow(session.graph) : null,
  );
  const phoneTab = useSession((session) => session.phoneTab);
  const reduced = useReducedMotion();
  const shown = useRef('');

  useEffect(() => {
    // On a phone the panel has no height until its tab is open.
    const wish = row === null ? '' : `${row} of ${rowCount}, ${phoneTab}`;
    if (wish === shown.current) return;
    shown.current = wish;
    const rows = panel.current;
    const element = row && rows?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row)}"]`);
    if (!rows || !element) return;
    const top = scrollToRow(
      { top: element.offsetTop, height: 1.5 * ROW_HEIGHT },
      { top: rows.scrollTop, height: rows.clientHeight },
      ROW_HEIGHT,
    );
    if (Math.abs(top - rows.scrollTop) < 1) return;
    rows.scrollTo({ top, behavior: reduced ? 'instant' : 'smooth' });
  }, [panel, row, rowCount, phoneTab, reduced]);
}
