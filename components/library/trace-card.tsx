'use client';

import { memo } from 'react';
import { cn } from '#components/ui/cn.ts';
import { cursorLook, rowProps } from '#components/ui/table/window-grid.tsx';
import { formatAge, formatInteger } from '#lib/base/format.ts';
import { CardMark, FindingMarks, StatusMark, StrategyMark } from './cells.tsx';
import { aboutMark, sequentialOf } from './row.ts';
import { ChooseBox, CompareLink, NameLink, TagsButton } from './row-parts.tsx';
import type { TraceRowProps } from './trace-row.tsx';

/** A trace on a phone: what one scans for, in three lines. */
export const TraceCard = memo(function TraceCard(props: TraceRowProps) {
  const { row, definition, partner, chosen, atCursor, now, actions } = props;
  const sequential = sequentialOf(row, definition);
  const sprint = row.strategy === 'sprint';
  return (
    <tr
      {...rowProps(props, chosen)}
      className={cn(
        'group/row absolute inset-x-0 grid grid-cols-[36px_minmax(0,1fr)] border-line-soft border-b contain-strict py-2 pr-3 pl-1',
        chosen ? 'bg-plan-bg' : '',
        atCursor && cursorLook,
      )}
    >
      <td>
        <ChooseBox row={row} chosen={chosen} actions={actions} />
      </td>
      <th scope="row" className="flex min-w-0 flex-col gap-1 pt-1.5 text-left font-normal">
        <div className="min-h-10 text-ui leading-5">
          <NameLink row={row} clamp />
        </div>
        <div className="flex h-5 items-center gap-3 text-xs">
          <StrategyMark row={row} />
          <StatusMark row={row} />
          {row.tags.length > 0 ? (
            <span className="min-w-0">
              <TagsButton row={row} actions={actions} />
            </span>
          ) : null}
          <span className="ml-auto shrink-0 text-mute">
            {now > 0 ? formatAge(Date.parse(row.createdAt), now) : ''}
          </span>
        </div>
        <div className="flex h-7 items-center gap-3 text-xs">
          <span className="min-w-0 truncate text-mute tabular-nums">
            {sequential === null
              ? 'no tokens'
              : `${aboutMark(row)}${formatInteger(sequential)} sequential${sprint && row.totalTokens !== null ? ` of ${formatInteger(row.totalTokens)}` : ''} tok`}
          </span>
          <FindingMarks row={row} />
          <CardMark row={row} />
          <span className="ml-auto shrink-0">
            <CompareLink row={row} partner={partner} />
          </span>
        </div>
      </th>
    </tr>
  );
});
