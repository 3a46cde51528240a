'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { Reading, SequentialDefinition } from '#lib/trace/sequential-tokens.ts';
import { type Column, formulaOf } from './columns.ts';
import type { Sorting } from './sort-rows.ts';

export interface GridHeadingProps {
  readonly column: Column;
  readonly sorting: Sorting;
  readonly definition: SequentialDefinition;
  readonly reading: Reading;
  readonly onSort: (id: Column['id']) => void;
}

/** The head of a column: a click sorts by it, another turns the order round; hover and focus say what it is. */
export function GridHeading({ column, sorting, definition, reading, onSort }: GridHeadingProps) {
  const sorted = sorting.key === column.id;
  const Arrow = sorting.direction === 'ascending' ? ArrowUp : ArrowDown;
  const formula = formulaOf(column, definition, reading);
  const button = (
    <button
      type="button"
      onClick={() => onSort(column.id)}
      className={cn(
        'inline-flex h-7 max-w-full cursor-pointer items-center gap-1 rounded-md px-1 font-medium text-xs transition-colors hover:bg-line-soft hover:text-ink',
        sorted ? 'text-ink' : 'text-mute',
        column.numeric && 'flex-row-reverse',
      )}
    >
      <span className="truncate">{column.heading}</span>
      <Arrow size={12} aria-hidden="true" className={cn('shrink-0', sorted ? '' : 'hidden')} />
    </button>
  );
  return (
    <th
      scope="col"
      aria-sort={sorted ? sorting.direction : 'none'}
      className={cn('flex min-w-0', column.numeric ? 'justify-end pr-2' : 'pl-2')}
    >
      {formula ? (
        <Tooltip
          content={
            <>
              <strong className="font-medium">{column.name}.</strong> {formula}
            </>
          }
          side="bottom"
        >
          {button}
        </Tooltip>
      ) : (
        button
      )}
    </th>
  );
}
