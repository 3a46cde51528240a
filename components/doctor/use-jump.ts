'use client';

import { useCallback, useMemo } from 'react';
import type { JumpKind } from '#components/playback/playback-types.ts';
import { useSessionHandle } from '#components/playback/session-context.tsx';
import { useBookmarks } from '#components/playback/use-bookmarks.ts';
import { showToast } from '#components/ui/toast.tsx';
import { useDoctor } from './doctor-context.tsx';

export const jumpNames: Readonly<Record<JumpKind, string>> = {
  fork: 'fork',
  join: 'join',
  finding: 'finding',
  critical: 'change of the critical path',
  bookmark: 'bookmark',
};

/** Goes to the next or previous place of a kind; a toast says where there is none. */
export function useJump(): (kind: JumpKind, by: 1 | -1) => void {
  const { store, jumps, actions } = useSessionHandle();
  const { list } = useBookmarks();
  const { unlogged } = useDoctor();
  // `jumps` finds those in the log by itself.
  const findings = useMemo(
    () => unlogged.filter(({ kind }) => kind !== 'note').flatMap(({ places }) => places.slice(0, 1)),
    [unlogged],
  );
  return useCallback(
    (kind, by) => {
      const { count, definition, reading } = store.getState();
      const bookmarks = list.map((mark) => mark.at);
      const target = jumps.find(kind, count, by, { definition, reading, findings, bookmarks });
      if (!target) {
        showToast({
          tone: 'info',
          title: `There is no ${by === 1 ? 'later' : 'earlier'} ${jumpNames[kind]}.`,
        });
        return;
      }
      const mark = kind === 'bookmark' ? list.find(({ at }) => at === target.count) : undefined;
      actions.jumpTo(mark ? { count: mark.at, node: mark.node } : target);
    },
    [store, jumps, actions, list, findings],
  );
}
