'use client';

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useImperativeHandle, useRef } from 'react';
import { cn } from '#components/ui/cn.ts';
import { useTopInPage } from '#components/ui/table/use-top-in-page.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import type { Column } from './columns.ts';
import { GridHeading } from './grid-heading.tsx';
import type { RowActions } from './row-parts.tsx';
import type { Sorting } from './sort-rows.ts';
import { TraceCard } from './trace-card.tsx';
import { rowTemplate, TraceRow } from './trace-row.tsx';

/** What the keys need to know of the table. */
export interface GridHandle {
  scrollTo(index: number): void;
  /** Rows in view. */
  page(): number;
  /** The row's element, where it is drawn. */
  rowElement(id: string): HTMLElement | null;
}

export interface TracesGridProps {
  readonly handle: RefObject<GridHandle | null>;
  readonly element: RefObject<HTMLTableElement | null>;
  readonly rows: readonly LibraryRow[];
  readonly partners: ReadonlyMap<string, LibraryRow>;
  readonly columns: readonly Column[];
  readonly sorting: Sorting;
  readonly definition: SequentialDefinition;
  readonly reading: Reading;
  readonly chosen: ReadonlySet<string>;
  /** Index of the row that keys act on. */
  readonly cursor: number | null;
  /** As cards, without column heads. */
  readonly cards: boolean;
  readonly now: number;
  readonly actions: RowActions;
  readonly onSort: (id: Column['id']) => void;
  readonly allChosen: 'all' | 'some' | 'none';
  readonly onChooseAll: () => void;
}

/** px; fixed, so that 2,000 rows have their places without one of them being drawn. */
const ROW_HEIGHT = 42;
const CARD_HEIGHT = 122;
/** The page's header and the heads of the columns cover the top of the window. */
const HEADER_HEIGHT = 52;
const HEADS_HEIGHT = 36;

/** The traces as a grid of which only what is in view exists; the page scrolls, the heads stay. */
export function TracesGrid(props: TracesGridProps) {
  const { rows, columns, cards, cursor, chosen, definition, partners, now, actions } = props;
  const list = useRef<HTMLTableSectionElement>(null);
  const height = cards ? CARD_HEIGHT : ROW_HEIGHT;
  const scrollMargin = useTopInPage(list);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => height,
    overscan: 10,
    scrollMargin,
    scrollPaddingStart: HEADER_HEIGHT + (cards ? 0 : HEADS_HEIGHT),
    // The bar of the selection lies over the end of the window.
    scrollPaddingEnd: 72,
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
      rowElement: (id) => document.getElementById(rowId(id)),
    }),
    [virtualizer, height],
  );
  const items = virtualizer.getVirtualItems();
  const cursorDrawn = cursor !== null && items.some(({ index }) => index === cursor);
  const cursorId = cursorDrawn ? rows[cursor]?.id : undefined;
  const Line = cards ? TraceCard : TraceRow;

  return (
    <table
      ref={props.element}
      {...widget(cursorId === undefined ? undefined : rowId(cursorId))}
      aria-label="Traces"
      aria-rowcount={rows.length + 1}
      className="block rounded-xl border border-line bg-panel"
    >
      <thead
        className={cn('block rounded-t-xl border-line border-b bg-panel', !cards && 'sticky top-13 z-20')}
      >
        <tr
          aria-rowindex={1}
          style={cards ? undefined : { gridTemplateColumns: rowTemplate(columns) }}
          className={cn('grid h-9 items-center', cards && 'grid-cols-[36px_minmax(0,1fr)] pl-1')}
        >
          <th scope="col" className="flex justify-center">
            <ChooseAll state={props.allChosen} onChange={props.onChooseAll} />
          </th>
          {columns.map((column) =>
            cards ? null : (
              <GridHeading
                key={column.id}
                column={column}
                sorting={props.sorting}
                definition={definition}
                reading={props.reading}
                onSort={props.onSort}
              />
            ),
          )}
          {cards ? (
            <th scope="col" className="text-left font-medium text-mute text-xs">
              Select all
            </th>
          ) : (
            <th scope="col">
              <span className="sr-only">Compare</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody ref={list} className="relative block" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start, key }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <Line
              key={key}
              id={rowId(row.id)}
              row={row}
              index={index}
              top={start - scrollMargin}
              height={height}
              columns={columns}
              definition={definition}
              partner={partners.get(row.id) ?? null}
              chosen={chosen.has(row.id)}
              atCursor={index === cursor}
              now={now}
              actions={actions}
            />
          );
        })}
      </tbody>
    </table>
  );
}

/** A table whose rows are walked and chosen by keys: one tab stop, the row at the cursor named to screen readers. */
const widget = (cursor: string | undefined) => ({
  role: 'grid' as const,
  'aria-multiselectable': true,
  'aria-activedescendant': cursor,
  tabIndex: 0,
});

const rowId = (id: string): string => `trace-${id}`;

function ChooseAll({ state, onChange }: { state: 'all' | 'some' | 'none'; onChange: () => void }) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The third state exists only as a property.
    if (box.current) box.current.indeterminate = state === 'some';
  }, [state]);
  return (
    <label className="flex size-9 cursor-pointer items-center justify-center">
      <span className="sr-only">Select all that are shown</span>
      <input
        ref={box}
        type="checkbox"
        checked={state === 'all'}
        onChange={onChange}
        className="size-4 cursor-pointer accent-plan"
      />
    </label>
  );
}
