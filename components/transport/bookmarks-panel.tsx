'use client';

import { Bookmark as BookmarkIcon } from 'lucide-react';
import { type ToggleEvent, useId, useRef, useState } from 'react';
import { useBookmarks } from '#components/playback/use-bookmarks.ts';
import { IconButton } from '#components/ui/button.tsx';
import { onDemand, useFetchAhead } from '#components/ui/on-demand.tsx';
import { placeBeside } from '#components/ui/place-beside.ts';

const BookmarkList = onDemand(() => import('./bookmark-list.tsx').then((module) => module.BookmarkList), {
  wanted: ({ open }) => open,
});
const ahead = [BookmarkList] as const;

/** The bookmarks of this session: add, go there, rename, copy the link, delete. */
export function BookmarksPanel() {
  const bookmarks = useBookmarks();
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  useFetchAhead(ahead);

  function place() {
    const anchor = document.getElementById(`${id}-trigger`);
    if (!anchor || !panel.current) return;
    placeBeside(panel.current, anchor, { side: 'top', align: 'start' });
    panel.current.style.visibility = '';
  }

  return (
    <>
      <IconButton
        id={`${id}-trigger`}
        popoverTarget={id}
        aria-expanded={open}
        aria-haspopup="dialog"
        size="sm"
        label="Bookmarks"
        tooltipSide="top"
        icon={<BookmarkIcon size={15} className={bookmarks.list.length > 0 ? 'fill-current' : undefined} />}
      />
      <div
        ref={panel}
        id={id}
        role="dialog"
        aria-label="Bookmarks"
        popover="auto"
        // B bookmarks here too.
        data-page-keys=""
        onBeforeToggle={(event) => {
          // The browser shows it before we can measure it: hide it until it is in its place.
          if (event.newState === 'open' && panel.current) panel.current.style.visibility = 'hidden';
        }}
        onToggle={(event: ToggleEvent<HTMLDivElement>) => setOpen(event.newState === 'open')}
        className="fixed inset-auto m-0 w-80 max-w-[calc(100vw-1rem)] rounded-xl border border-line bg-panel p-2 text-ink shadow-card"
      >
        <BookmarkList bookmarks={bookmarks} open={open} onShown={place} />
      </div>
    </>
  );
}
