'use client';

import type { RefObject } from 'react';
import { cn } from '#components/ui/cn.ts';
import { type GridHandle, WindowGrid } from '#components/ui/table/window-grid.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { CurationRow } from '#lib/contract/curation-record.ts';
import { RecordCard, RecordRow, recordTemplate } from './record-row.tsx';

export interface RecordGridProps {
  readonly handle: RefObject<GridHandle | null>;
  readonly element: RefObject<HTMLTableElement | null>;
  /** The rows that have been loaded. */
  readonly rows: readonly CurationRow[];
  readonly total: number;
  readonly cursor: number | null;
  readonly cards: boolean;
  /** Called when this row comes into view. */
  readonly onReach: (index: number) => void;
}

const ROW_HEIGHT = 40;
const CARD_HEIGHT = 82;

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

/** The records in their order; rows that are not loaded yet keep their place. */
export function RecordGrid({ cards, ...props }: RecordGridProps) {
  const Line = cards ? RecordCard : RecordRow;
  return (
    <WindowGrid
      {...props}
      label="Records"
      name="record"
      rowHeight={cards ? CARD_HEIGHT : ROW_HEIGHT}
      heads={<Heads />}
      headsLook={
        cards
          ? {}
          : {
              style: { gridTemplateColumns: recordTemplate },
              className: 'grid h-9 items-center text-mute text-xs',
            }
      }
      headsStand={cards ? 'hidden' : 'sticky'}
      coveredEnd={16}
    >
      {(row, place) => <Line {...place} row={row} />}
    </WindowGrid>
  );
}

function Heads() {
  return heads.map(({ name, numeric, explains }) => (
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
  ));
}
