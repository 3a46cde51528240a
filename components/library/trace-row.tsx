'use client';

import { memo } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import type { SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import { cellContent } from './cells.tsx';
import { type Column, gridTemplate } from './columns.ts';
import { ChooseBox, CompareLink, NameLink, type RowActions, TagsButton } from './row-parts.tsx';

export interface TraceRowProps {
  readonly row: LibraryRow;
  readonly id: string;
  /** From 0. */
  readonly index: number;
  /** px from the top of the list. */
  readonly top: number;
  readonly height: number;
  readonly columns: readonly Column[];
  readonly definition: SequentialDefinition;
  readonly partner: LibraryRow | null;
  readonly chosen: boolean;
  readonly atCursor: boolean;
  readonly now: number;
  readonly actions: RowActions;
}

/** Before and after the columns: the box to choose with, the link to compare. */
export const rowTemplate = (columns: readonly Column[]): string => `40px ${gridTemplate(columns)} 96px`;
export const OUTER_WIDTH = 40 + 96;

/** What every row carries, as a line of the table or as a card. */
export function rowProps({ id, index, top, height, chosen, atCursor }: TraceRowProps) {
  return {
    id,
    'aria-rowindex': index + 2,
    'aria-selected': chosen,
    'aria-current': atCursor ? (true as const) : undefined,
    style: { transform: `translateY(${top}px)`, height },
  };
}

/** A line of the table. Drawn anew only when something of it changed. */
export const TraceRow = memo(function TraceRow(props: TraceRowProps) {
  const { row, columns, definition, now, chosen, atCursor, partner, actions } = props;
  const attributes = rowProps(props);
  return (
    <tr
      {...attributes}
      style={{ ...attributes.style, gridTemplateColumns: rowTemplate(columns) }}
      className={cn(
        'group/row absolute inset-x-0 grid items-center border-line-soft border-b text-ui contain-strict',
        chosen ? 'bg-plan-bg' : 'hover:bg-line-soft/60',
        atCursor && 'shadow-[inset_3px_0_0_var(--plan)]',
      )}
    >
      <td>
        <ChooseBox row={row} chosen={chosen} actions={actions} />
      </td>
      {columns.map((column) => {
        const Cell = column.id === 'name' ? 'th' : 'td';
        return (
          <Cell
            key={column.id}
            scope={column.id === 'name' ? 'row' : undefined}
            className={cn(
              'min-w-0 font-normal',
              column.numeric ? 'pr-3 pl-1 text-right tabular-nums' : 'truncate pr-1 text-left',
              column.numeric ? '' : column.id === 'tags' ? 'pl-2' : 'pl-3',
            )}
          >
            {column.id === 'name' ? (
              <NameLink row={row} />
            ) : column.id === 'tags' ? (
              <TagsButton row={row} actions={actions} />
            ) : (
              cellContent(row, column.id, { definition, now })
            )}
          </Cell>
        );
      })}
      <td className="flex justify-end pr-3">
        <CompareLink row={row} partner={partner} />
      </td>
    </tr>
  );
});
