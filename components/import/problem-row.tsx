'use client';

import { FileX2, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { FileCell, FormatCell } from './file-cell.tsx';
import { isCurationRecord } from './import-words.ts';
import type { TableRow } from './table-rows.ts';

export interface ProblemRowProps {
  row: Extract<TableRow, { type: 'problem' }>;
  disabled: boolean;
}

/** What could not be read: where, why, what to do. The format can be chosen where the file itself could be opened. */
export const ProblemRow = memo(function ProblemRow({ row, disabled }: ProblemRowProps) {
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
