'use client';

import { DamagedMark } from '#components/api/damaged-mark.tsx';
import { cn } from '#components/ui/cn.ts';
import { IntentLink } from '#components/ui/intent-link.tsx';
import type { LibraryRow } from '#lib/contract/library.ts';
import { plainName } from './cells.tsx';
import { compareHref } from './pair-groups.ts';

/** The actions of a row. Stable functions: React renders a row again only when something in it changes. */
export interface RowActions {
  readonly choose: (id: string, range: boolean) => void;
  readonly editTags: (row: LibraryRow, anchor: HTMLElement) => void;
}

/**
 * The title; its link fills the whole row. Out of the tab order: the grid is one stop, and Enter opens the row at its
 * cursor.
 */
export function NameLink({ row, clamp }: { row: LibraryRow; clamp?: boolean }) {
  return (
    <IntentLink
      href={`/sessions/${encodeURIComponent(row.id)}`}
      prefetch={false}
      tabIndex={-1}
      className={cn(
        'font-medium outline-none after:absolute after:inset-0',
        clamp ? 'line-clamp-2' : 'block truncate',
      )}
    >
      <DamagedMark names={row.damaged} />
      {plainName(row)}
    </IntentLink>
  );
}

export function ChooseBox({
  row,
  chosen,
  actions,
}: {
  row: LibraryRow;
  chosen: boolean;
  actions: RowActions;
}) {
  return (
    // The label is what is clicked: 24 px and more, the box itself is 16.
    <label className="relative z-10 flex size-9 cursor-pointer select-none items-center justify-center">
      <span className="sr-only">Select {plainName(row)}</span>
      <input
        type="checkbox"
        tabIndex={-1}
        checked={chosen}
        readOnly
        onClick={(event) => actions.choose(row.id, event.shiftKey)}
        className="size-4 cursor-pointer accent-plan"
      />
    </label>
  );
}

export function CompareLink({ row, partner }: { row: LibraryRow; partner: LibraryRow | null }) {
  if (!partner) return null;
  return (
    <IntentLink
      href={compareHref(row, partner)}
      prefetch={false}
      tabIndex={-1}
      title={`Compare with ${partner.strategy === 'sequential' ? 'the sequential run' : 'the SPRINT trace'} (${partner.model})`}
      className="relative z-10 inline-flex h-7 items-center gap-1.5 rounded-md border border-line bg-panel px-2 text-mute text-xs transition-colors hover:border-faint/60 hover:text-ink"
    >
      Compare
    </IntentLink>
  );
}

/** Number of tags shown; the rest is a count. */
const SHOWN_TAGS = 1;

/** The tags, as a button that opens their editor. */
export function TagsButton({ row, actions }: { row: LibraryRow; actions: RowActions }) {
  const rest = row.tags.length - SHOWN_TAGS;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-haspopup="dialog"
      aria-label={row.tags.length > 0 ? `Tags: ${row.tags.join(', ')}. Change` : 'Add a tag'}
      title={row.tags.join(', ') || 'Add a tag'}
      onClick={(event) => actions.editTags(row, event.currentTarget)}
      className="group/tags relative z-10 flex h-7 max-w-full cursor-pointer items-center gap-1 rounded-md px-1 transition-colors hover:bg-line-soft"
    >
      {row.tags.slice(0, SHOWN_TAGS).map((tag) => (
        <span
          key={tag}
          className="min-w-0 truncate rounded-full border border-line bg-panel px-2 py-px text-mute text-xs"
        >
          {tag}
        </span>
      ))}
      {rest > 0 ? <span className="text-mute text-xs">+{rest}</span> : null}
      {row.tags.length === 0 ? (
        <span className="text-faint text-xs opacity-0 transition-opacity group-hover/row:opacity-100 group-aria-[current=true]/row:opacity-100">
          + tag
        </span>
      ) : null}
    </button>
  );
}
