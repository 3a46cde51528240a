'use client';

import { Bookmark } from 'lucide-react';
import { useSession, useSessionHandle } from '#components/playback/session-context.tsx';
import { useBookmarks } from '#components/playback/use-bookmarks.ts';

/** Where bookmarks stand on the ruler; a press goes there. The panel has the same for the keyboard. */
export function BookmarkFlags({ end }: { end: number }) {
  const { list } = useBookmarks();
  const { actions, atOf } = useSessionHandle();
  const length = useSession((session) => session.length);
  return list
    .filter((mark) => mark.at <= length)
    .map((mark) => (
      <button
        key={mark.id}
        type="button"
        tabIndex={-1}
        title={mark.name}
        aria-label={`Bookmark ${mark.name}`}
        className="-translate-x-1/2 absolute top-0 z-[12] flex size-6 cursor-pointer items-center justify-center pt-1 text-plan"
        style={{ left: `${Math.min(atOf(mark.at) / end, 1) * 100}%` }}
        onClick={() => actions.jumpTo({ count: mark.at, node: mark.node })}
      >
        <Bookmark size={13} aria-hidden="true" className="fill-current" />
      </button>
    ));
}
