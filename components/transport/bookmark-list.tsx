import { Link2, Pencil, Plus, Trash2 } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Bookmark, LONGEST_NAME } from '#components/playback/bookmarks.ts';
import { copyLink } from '#components/playback/copy-link.ts';
import { useHref, useSessionActions } from '#components/playback/session-context.tsx';
import type { Bookmarks } from '#components/playback/use-bookmarks.ts';
import { Button, IconButton } from '#components/ui/button.tsx';
import { formatInteger } from '#components/ui/format.ts';

export interface BookmarkListProps {
  readonly bookmarks: Bookmarks;
  readonly open: boolean;
  /** It is here, and the panel open: its size is known. */
  readonly onShown: () => void;
}

/** What stands in the panel of bookmarks. */
export function BookmarkList({ bookmarks, open, onShown }: BookmarkListProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: told each time that it opens, or comes while it is open.
  useLayoutEffect(() => {
    if (open) onShown();
  }, [open]);
  return (
    <>
      <div className="flex items-center justify-between gap-2 pl-1.5">
        <h2 className="font-semibold text-ui">Bookmarks</h2>
        <Button
          size="sm"
          icon={<Plus size={13} aria-hidden="true" />}
          aria-keyshortcuts="B"
          onClick={bookmarks.add}
        >
          Bookmark this moment
        </Button>
      </div>
      {bookmarks.list.length === 0 ? (
        <p className="px-1.5 pt-2 pb-1 text-mute text-xs leading-relaxed">
          None yet. They are kept in this browser; a bookmark’s link opens the same moment anywhere.
        </p>
      ) : (
        <ul className="mt-1.5 max-h-72 overflow-y-auto">
          {bookmarks.list.map((mark) => (
            <Entry key={mark.id} mark={mark} bookmarks={bookmarks} />
          ))}
        </ul>
      )}
    </>
  );
}

function Entry({ mark, bookmarks }: { mark: Bookmark; bookmarks: Bookmarks }) {
  const actions = useSessionActions();
  const href = useHref();
  const [renaming, setRenaming] = useState(false);
  if (renaming) {
    return (
      <li className="px-1 py-0.5">
        <NameInput
          name={mark.name}
          onDone={(name) => {
            setRenaming(false);
            if (name !== null) bookmarks.rename(mark.id, name);
          }}
        />
      </li>
    );
  }
  return (
    <li className="flex items-center gap-0.5 rounded-lg hover:bg-line-soft">
      <button
        type="button"
        className="flex min-w-0 flex-1 cursor-pointer items-baseline gap-2 rounded-lg px-1.5 py-1.5 text-left text-ui"
        onClick={() => actions.jumpTo({ count: mark.at, node: mark.node })}
      >
        <span className="truncate">{mark.name}</span>
        <span className="ml-auto shrink-0 text-mute text-xs tabular-nums">
          event {formatInteger(mark.at)}
        </span>
      </button>
      <IconButton
        size="sm"
        label={`Rename ${mark.name}`}
        icon={<Pencil size={13} />}
        onClick={() => setRenaming(true)}
      />
      <IconButton
        size="sm"
        label={`Copy the link of ${mark.name}`}
        icon={<Link2 size={13} />}
        onClick={() => {
          const moment = { count: mark.at, transport: 'paused', selection: mark.node } as const;
          void copyLink(href(moment), `It opens at “${mark.name}”.`);
        }}
      />
      <IconButton
        size="sm"
        label={`Delete ${mark.name}`}
        icon={<Trash2 size={13} />}
        onClick={() => bookmarks.remove(mark.id)}
      />
    </li>
  );
}

function NameInput({ name, onDone }: { name: string; onDone: (name: string | null) => void }) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  return (
    <input
      ref={input}
      aria-label="Name of the bookmark"
      defaultValue={name}
      maxLength={LONGEST_NAME}
      className="h-8 w-full rounded-lg border border-line bg-panel px-2 text-ui"
      onBlur={(event) => onDone(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onDone(event.currentTarget.value);
        if (event.key !== 'Escape') return;
        // Ends only the renaming: the panel stays open.
        event.preventDefault();
        onDone(null);
      }}
    />
  );
}
