'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useImperativeHandle, useRef } from 'react';
import { cn } from '#components/ui/cn.ts';
import { useTopInPage } from '#components/ui/table/use-top-in-page.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { CurationRow } from '#lib/contract/curation-record.ts';
import { RecordCard, RecordRow, recordTemplate } from './record-row.tsx';

/** What the keys need to know of the table. */
export interface RecordGridHandle {
  scrollTo(index: number): void;
  /** Rows in view. */
  page(): number;
}

export interface RecordGridProps {
  readonly handle: RefObject<RecordGridHandle | null>;
  readonly element: RefObject<HTMLTableElement | null>;
  /** As far as they are loaded. */
  readonly rows: readonly CurationRow[];
  readonly total: number;
  readonly cursor: number | null;
  readonly cards: boolean;
  /** This row came into view. */
  readonly onReach: (index: number) => void;
}

const ROW_HEIGHT = 40;
const CARD_HEIGHT = 82;
/** The page's header and the heads of the columns cover the top of the window. */
const HEADER_HEIGHT = 52;
const HEADS_HEIGHT = 36;

const heads: readonly { name: string; numeric?: true; explains?: string }[] = [
  { name: '#', numeric: true, explains: 'Place in the data set; the order of this table.' },
  { name: 'Record' },
  { name: 'Status' },
  { name: 'Why not' },
  { name: 'Steps', numeric: true },
  { name: 'Stages', numeric: true, explains: 'Rounds before the final answer.' },
  { name: 'Prompts', numeric: true },
  {
    name: 'Ratio',
    numeric: true,
    explains:
      'Steps or prompts ÷ stages, as the profile says; the library’s parallelization ratio is prompts ÷ stages.',
  },
  {
    name: 'Sequential tokens',
    numeric: true,
    explains: 'Of the source, and of the written trajectory by the authors’ definition.',
  },
  {
    name: 'Leaks',
    numeric: true,
    explains: 'Steps that use what only another step of the same stage found.',
  },
  { name: 'Review' },
];

/** The records in their order, of which only what is in view exists; rows that are not loaded yet keep their place. */
export function RecordGrid(props: RecordGridProps) {
  const { rows, total, cursor, cards, onReach } = props;
  const list = useRef<HTMLTableSectionElement>(null);
  const height = cards ? CARD_HEIGHT : ROW_HEIGHT;
  const scrollMargin = useTopInPage(list);
  const virtualizer = useWindowVirtualizer({
    count: total,
    estimateSize: () => height,
    overscan: 10,
    scrollMargin,
    scrollPaddingStart: HEADER_HEIGHT + (cards ? 0 : HEADS_HEIGHT),
    scrollPaddingEnd: 16,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  useEffect(() => {
    void height;
    virtualizer.measure();
  }, [virtualizer, height]);
  useImperativeHandle(
    props.handle,
    () => ({
      scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
      page: () => Math.max(1, Math.floor((window.innerHeight - HEADER_HEIGHT - HEADS_HEIGHT) / height) - 1),
    }),
    [virtualizer, height],
  );
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (total > 0) onReach(last);
  }, [last, total, onReach]);
  const cursorId =
    cursor !== null && items.some(({ index }) => index === cursor) ? rows[cursor]?.id : undefined;
  const Line = cards ? RecordCard : RecordRow;

  return (
    <table
      ref={props.element}
      {...widget(cursorId === undefined ? undefined : rowId(cursorId))}
      aria-label="Records"
      aria-rowcount={total + 1}
      className="block rounded-xl border border-line bg-panel"
    >
      <thead
        className={cn(
          'rounded-t-xl border-line border-b bg-panel',
          cards ? 'sr-only' : 'sticky top-13 z-20 block',
        )}
      >
        <tr
          aria-rowindex={1}
          style={cards ? undefined : { gridTemplateColumns: recordTemplate }}
          className={cards ? undefined : 'grid h-9 items-center text-mute text-xs'}
        >
          {heads.map(({ name, numeric, explains }) => (
            <th
              key={name}
              scope="col"
              className={cn('truncate pr-3 font-medium', numeric ? 'text-right' : 'text-left')}
            >
              {explains ? (
                <Tooltip content={explains} side="bottom">
                  <span className="decoration-faint/60 decoration-dotted underline-offset-3 hover:underline">
                    {name}
                  </span>
                </Tooltip>
              ) : (
                name
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={list} className="relative block" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start, key }) => {
          const row = rows[index];
          if (!row) return <Unloaded key={key} top={start - scrollMargin} height={height} />;
          return (
            <Line
              key={key}
              id={rowId(row.id)}
              row={row}
              rowIndex={index + 2}
              top={start - scrollMargin}
              height={height}
              atCursor={index === cursor}
            />
          );
        })}
      </tbody>
    </table>
  );
}

/** A table whose rows are walked by keys: one tab stop, the row at the cursor named to screen readers. */
const widget = (cursor: string | undefined) => ({
  role: 'grid' as const,
  'aria-activedescendant': cursor,
  tabIndex: 0,
});

const rowId = (id: string): string => `record-${id}`;

function Unloaded({ top, height }: { top: number; height: number }) {
  return (
    <tr
      className="absolute inset-x-0 flex items-center border-line-soft border-b px-4"
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <td className="block h-3 w-1/3 rounded bg-line-soft">
        <span className="sr-only">Loading</span>
      </td>
    </tr>
  );
}
