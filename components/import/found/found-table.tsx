'use client';

import { FileX2, TriangleAlert } from 'lucide-react';
import { memo, useMemo, useRef } from 'react';
import { FileCell, FormatCell } from '#components/import/file-cell.tsx';
import { isCurationRecord } from '#components/import/import-words.ts';
import { cn } from '#components/ui/cn.ts';
import { useWindowList } from '#components/ui/table/window-list.ts';
import { KeyRow } from './key-row.tsx';
import { type AskedOf, rowId, type TableRow } from './table-rows.ts';
import { columns, TraceRow } from './trace-row.tsx';

export interface FoundTableProps {
  rows: readonly TableRow[];
  disabled: boolean;
  /** Files with stored traces: their format stays. */
  settled: ReadonlySet<number>;
  onAsk: (asked: AskedOf) => void;
}

/** Height of a row in px before we measure it. */
const ROW_HEIGHT = 61;

const heads = ['Included', 'File', 'Read as', 'Question', 'Pair', 'Size'];

/** One row a trace or problem; beyond a hundred only those in view are in the document. */
export function FoundTable({ rows, disabled, settled, onAsk }: FoundTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const { style, items } = useWindowList(body, {
    count: rows.length,
    keyOf: (index) => String(rowId(rows[index]!)),
    guess: ROW_HEIGHT,
  });
  const partners = useMemo(() => partnersOf(rows), [rows]);

  return (
    <table
      aria-label="What was found"
      aria-rowcount={rows.length + 1}
      className="block overflow-clip rounded-xl border border-line bg-panel"
    >
      <thead className="block max-md:sr-only">
        <tr aria-rowindex={1} className={cn(columns, 'border-line-soft border-b py-2')}>
          {heads.map((head, index) => (
            <th
              key={head}
              scope="col"
              className={cn(
                'text-left font-normal text-mute text-xs',
                index === heads.length - 1 && 'text-right',
              )}
            >
              <span className={index === 0 ? 'sr-only' : undefined}>{head}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body} className="relative block" style={style}>
        {items.map(({ index, key, place }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <tr
              key={key}
              {...place}
              aria-rowindex={index + 2}
              className={cn(columns, 'border-line-soft border-b py-2.5 text-ui last:border-b-0')}
            >
              {row.type === 'trace' ? (
                <TraceRow
                  row={row}
                  partner={partners.get(row.trace.id) ?? null}
                  disabled={disabled}
                  settled={settled.has(row.file.id)}
                  onAsk={onAsk}
                />
              ) : row.type === 'key' ? (
                <KeyRow row={row} disabled={disabled} />
              ) : (
                <ProblemRow
                  row={row}
                  disabled={disabled || (row.file !== null && settled.has(row.file.id))}
                />
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** By trace: the path of one partner, and how many more there are. */
function partnersOf(rows: readonly TableRow[]): ReadonlyMap<number, { path: string; more: number }> {
  const pairs = new Map<string, { id: number; path: string }[]>();
  for (const row of rows) {
    if (row.type !== 'trace' || row.trace.pair === null) continue;
    const { id, pair, place } = row.trace;
    const members = pairs.get(pair) ?? [];
    members.push({ id, path: place.path });
    pairs.set(pair, members);
  }
  const partners = new Map<number, { path: string; more: number }>();
  for (const members of pairs.values()) {
    for (const { id } of members) {
      const other = members[0]?.id === id ? members[1] : members[0];
      if (other) partners.set(id, { path: other.path, more: members.length - 2 });
    }
  }
  return partners;
}

interface ProblemRowProps {
  row: Extract<TableRow, { type: 'problem' }>;
  disabled: boolean;
}

/**
 * What could not be read: where, why, what to do. A person can choose the format where the file itself could be opened.
 */
const ProblemRow = memo(function ProblemRow({ row, disabled }: ProblemRowProps) {
  const { place, message, remedy, type } = row.problem.problem;
  const leftOut = type === 'no-trajectory' && isCurationRecord(place.path);
  return (
    <>
      <td className="pt-0.5">
        {leftOut ? (
          <FileX2 size={16} className="text-faint" aria-label="Not imported" />
        ) : (
          <TriangleAlert size={16} className="text-warn" aria-label="Problem" />
        )}
      </td>
      <th scope="row" className="min-w-0 text-left font-normal max-md:[grid-column:2/4]">
        <FileCell place={place} />
      </th>
      <td className="min-w-0 max-md:row-start-3 max-md:[grid-column:2/4]">
        {row.file && row.first ? <FormatCell file={row.file} disabled={disabled} /> : null}
      </td>
      <td colSpan={3} className="min-w-0 max-md:row-start-2 max-md:[grid-column:2/4] md:[grid-column:4/7]">
        <p className="break-words leading-snug">{message}</p>
        <p className="mt-0.5 break-words text-mute leading-snug">{remedy}</p>
      </td>
    </>
  );
});
