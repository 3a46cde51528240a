'use client';

import { Columns2, Download, Link2, Tag, Trash2, Unlink2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { CurateButton } from '#components/actions/curate/curate-button.tsx';
import { Button, ButtonLink, IconButton } from '#components/ui/button.tsx';
import { formatCount, formatInteger } from '#lib/base/format.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import { compareHref } from './pair-groups.ts';

export interface SelectionBarProps {
  readonly rows: readonly LibraryRow[];
  /** How many of them the filters hide now. */
  readonly hidden: number;
  /** Rows shown that are not selected yet. */
  readonly more: number;
  readonly busy: boolean;
  readonly onSelectAll: () => void;
  readonly onTags: (anchor: HTMLElement) => void;
  readonly onPair: () => void;
  readonly onUnpair: () => void;
  readonly onExport: () => void;
  readonly onDelete: () => void;
  readonly onClear: () => void;
}

/** Actions on the selected rows; floats at the end of the window while there are any. */
export function SelectionBar(props: SelectionBarProps) {
  const { rows, hidden, more, busy } = props;
  const [first, second] = rows;
  if (!first) return null;
  return (
    <section
      aria-label="Selection"
      className="fixed inset-x-0 bottom-0 z-30 flex justify-center px-2 pb-3 sm:px-4 sm:pb-4 pointer-events-none"
    >
      <div className="pointer-events-auto flex max-w-full animate-rise items-center gap-1.5 overflow-x-auto rounded-xl border border-line bg-panel p-1.5 pl-3 shadow-card [scrollbar-width:none]">
        <p role="status" className="mr-1 shrink-0 whitespace-nowrap font-medium text-ui tabular-nums">
          {formatInteger(rows.length)} selected
          {hidden > 0 ? (
            <span className="font-normal text-mute"> · {formatInteger(hidden)} not shown</span>
          ) : null}
        </p>
        {more > 0 ? (
          <Button variant="ghost" onClick={props.onSelectAll}>
            Select all {formatCount(rows.length - hidden + more, 'row')}
          </Button>
        ) : null}
        <Divider />
        {rows.length === 2 && second ? (
          <ButtonLink href={compareHref(first, second)} prefetch={false} icon={<Columns2 size={14} />}>
            Compare
          </ButtonLink>
        ) : null}
        <Button
          icon={<Tag size={14} />}
          aria-haspopup="dialog"
          disabled={busy}
          onClick={(event) => props.onTags(event.currentTarget)}
        >
          Tags
        </Button>
        {rows.length > 1 ? (
          <Button icon={<Link2 size={14} />} disabled={busy} onClick={props.onPair}>
            Pair
          </Button>
        ) : null}
        {rows.some((row) => row.pairId !== null) ? (
          <Button icon={<Unlink2 size={14} />} disabled={busy} onClick={props.onUnpair}>
            Unpair
          </Button>
        ) : null}
        {rows.length <= MOST_CURATED && rows.every(isSequential) ? (
          <CurateButton ids={rows.map(({ id }) => id)} />
        ) : null}
        <Button icon={<Download size={14} />} disabled={busy} onClick={props.onExport}>
          Export
        </Button>
        <Button variant="danger" icon={<Trash2 size={14} />} disabled={busy} onClick={props.onDelete}>
          Delete
        </Button>
        <Divider />
        <IconButton
          label="Let go of the selection"
          shortcut="Escape"
          tooltipSide="top"
          icon={<X size={15} />}
          onClick={props.onClear}
        />
      </div>
    </section>
  );
}

/** More than this is a data set: a person exports the texts and imports them as one. */
const MOST_CURATED = 50;

const isSequential = ({ strategy, status }: LibraryRow): boolean =>
  strategy === 'sequential' && status !== 'running';

const Divider = (): ReactNode => <span aria-hidden="true" className="h-5 w-px shrink-0 bg-line" />;
