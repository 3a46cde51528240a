'use client';

import { type RefObject, useEffect, useRef } from 'react';
import { cn } from '#components/ui/cn.ts';
import { type GridHandle, WindowGrid } from '#components/ui/table/window-grid.tsx';
import type { LibraryRow } from '#lib/contract/library.ts';
import type { Reading, SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import type { Column } from './columns.ts';
import { GridHeading } from './grid-heading.tsx';
import type { RowActions } from './row-parts.tsx';
import type { Sorting } from './sort-rows.ts';
import { TraceCard } from './trace-card.tsx';
import { rowTemplate, TraceRow } from './trace-row.tsx';

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
  /** Shows rows as cards, without column heads. */
  readonly cards: boolean;
  readonly now: number;
  readonly actions: RowActions;
  readonly onSort: (id: Column['id']) => void;
  readonly allChosen: 'all' | 'some' | 'none';
  readonly onChooseAll: () => void;
}

const ROW_HEIGHT = 42;
const CARD_HEIGHT = 122;

/** The traces, as lines with the columns that fit or as cards. */
export function TracesGrid(props: TracesGridProps) {
  const { columns, cards, chosen, definition, partners, now, actions } = props;
  const Line = cards ? TraceCard : TraceRow;
  return (
    <WindowGrid
      handle={props.handle}
      element={props.element}
      label="Traces"
      name="trace"
      rows={props.rows}
      cursor={props.cursor}
      rowHeight={cards ? CARD_HEIGHT : ROW_HEIGHT}
      heads={<Heads {...props} />}
      headsLook={{
        style: cards ? undefined : { gridTemplateColumns: rowTemplate(columns) },
        className: cn('grid h-9 items-center', cards && 'grid-cols-[36px_minmax(0,1fr)] pl-1'),
      }}
      headsStand={cards ? 'above' : 'sticky'}
      // The bar of the selection.
      coveredEnd={72}
      multiselectable
    >
      {(row, place) => (
        <Line
          {...place}
          row={row}
          columns={columns}
          definition={definition}
          partner={partners.get(row.id) ?? null}
          chosen={chosen.has(row.id)}
          now={now}
          actions={actions}
        />
      )}
    </WindowGrid>
  );
}

function Heads({ columns, cards, sorting, definition, reading, ...props }: TracesGridProps) {
  return (
    <>
      <th scope="col" className="flex justify-center">
        <ChooseAll state={props.allChosen} onChange={props.onChooseAll} />
      </th>
      {cards ? (
        <th scope="col" className="text-left font-medium text-mute text-xs">
          Select all
        </th>
      ) : (
        <>
          {columns.map((column) => (
            <GridHeading
              key={column.id}
              column={column}
              sorting={sorting}
              definition={definition}
              reading={reading}
              onSort={props.onSort}
            />
          ))}
          <th scope="col">
            <span className="sr-only">Compare</span>
          </th>
        </>
      )}
    </>
  );
}

function ChooseAll({ state, onChange }: { state: 'all' | 'some' | 'none'; onChange: () => void }) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The indeterminate state exists only as a property.
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
