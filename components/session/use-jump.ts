'use client';

import { useCallback } from 'react';
import { showToast } from '#components/ui/toast.tsx';
import { useSessionHandle } from './session-context.tsx';
import type { JumpKind } from './session-types.ts';
import { useBookmarks } from './use-bookmarks.ts';

export const jumpNames: Readonly<Record<JumpKind, string>> = {
  fork: 'fork',
  join: 'join',
  finding: 'finding',
  critical: 'change of the critical path',
  bookmark: 'bookmark',
};

/** Goes to the next or previous place of a kind, and says so where there is none. */
export function useJump(): (kind: JumpKind, by: 1 | -1) => void {
  const { store, jumps, actions } = useSessionHandle();
  const { list } = useBookmarks();
  return useCallback(
    (kind, by) => {
      const { count, definition } = store.getState();
      const bookmarks = list.map((mark) => mark.at);
      const target = jumps.find(kind, count, by, { definition, findings: [], bookmarks });
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
    [store, jumps, actions, list],
  );
}
