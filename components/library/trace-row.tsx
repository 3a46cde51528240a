'use client';

import { memo } from 'react';
import { cn } from '#components/ui/cn.ts';
import { cursorLook, type RowPlace, rowProps } from '#components/ui/table/window-grid.tsx';
import type { LibraryRow } from '#lib/contract/library.ts';
import type { SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import { cellContent } from './cells.tsx';
import { type Column, gridTemplate } from './columns.ts';
import { ChooseBox, CompareLink, NameLink, type RowActions, TagsButton } from './row-parts.tsx';

export interface TraceRowProps extends RowPlace {
  readonly row: LibraryRow;
  readonly columns: readonly Column[];
  readonly definition: SequentialDefinition;
  readonly partner: LibraryRow | null;
  readonly chosen: boolean;
  readonly now: number;
  readonly actions: RowActions;
}

/** Before and after the columns: the checkbox, and the link to compare. */
export const rowTemplate = (columns: readonly Column[]): string => `40px ${gridTemplate(columns)} 96px`;
export const OUTER_WIDTH = 40 + 96;

/** A line of the table. Rendered again only when something in it changes. */
export const TraceRow = memo(function TraceRow(props: TraceRowProps) {
  const { row, columns, definition, now, chosen, atCursor, partner, actions } = props;
  const attributes = rowProps(props, chosen);
  return (
    <tr
      {...attributes}
      style={{ ...attributes.style, gridTemplateColumns: rowTemplate(columns) }}
      className={cn(
        'group/row absolute inset-x-0 grid items-center border-line-soft border-b text-ui contain-strict',
        chosen ? 'bg-plan-bg' : 'hover:bg-line-soft/60',
        atCursor && cursorLook,
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
