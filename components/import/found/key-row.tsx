'use client';

import { KeyRound } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { FileCell, FormatCell } from '#components/import/file-cell.tsx';
import { joinStored } from '#components/import/import-actions.ts';
import { useImport } from '#components/import/import-store.ts';
import type { StoredJoin } from '#components/import/import-types.ts';
import { Button } from '#components/ui/button.tsx';
import { formatCount, formatInteger } from '#components/ui/format.ts';
import { Pill } from '#components/ui/pill.tsx';
import type { TableRow } from './table-rows.ts';

export interface KeyRowProps {
  row: Extract<TableRow, { type: 'key' }>;
  disabled: boolean;
}

/** An answer key: how many of the found traces it knows, and, on request, of the stored ones. */
export const KeyRow = memo(function KeyRow({ row: { key, file }, disabled }: KeyRowProps) {
  const join = useImport(({ joins }) => joins.get(file.id));
  return (
    <>
      <td className="pt-0.5">
        <KeyRound size={16} className="text-mute" aria-hidden="true" />
      </td>
      <th scope="row" className="min-w-0 text-left font-normal max-md:[grid-column:2/4]">
        <FileCell place={{ path: file.path }}>
          <Pill className="px-1.5 py-0 text-2xs">answer key</Pill>
        </FileCell>
      </th>
      <td className="min-w-0 max-md:row-start-3 max-md:[grid-column:2/4]">
        <FormatCell file={file} disabled={disabled} />
      </td>
      <td colSpan={3} className="min-w-0 max-md:row-start-2 max-md:[grid-column:2/4] md:[grid-column:4/7]">
        <p className="leading-snug">
          {key.traces > 0 ? (
            <>
              <strong className="font-medium">{`${formatInteger(key.matched)} of ${formatCount(key.traces, 'trace')} matched`}</strong>
              {` by ${formatCount(key.answers, 'right answer')}.`}
            </>
          ) : (
            `${formatCount(key.answers, 'right answer')}. Drop the traces that they belong to as well, or give them to traces that are stored already.`
          )}
        </p>
        <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-mute" aria-live="polite">
          <Stored fileId={file.id} join={join} disabled={disabled} />
        </div>
      </td>
    </>
  );
});

function Stored({
  fileId,
  join,
  disabled,
}: {
  fileId: number;
  join: StoredJoin | undefined;
  disabled: boolean;
}): ReactNode {
  const look = (
    <Button
      size="sm"
      disabled={disabled}
      busy={join?.phase === 'busy'}
      onClick={() => joinStored(fileId, false)}
    >
      Match stored traces
    </Button>
  );
  if (join === undefined || join.phase === 'busy') return look;
  switch (join.phase) {
    case 'failed':
      return (
        <>
          {look}
          <span className="text-warn">{join.message}</span>
        </>
      );
    case 'joined':
      return (
        <span>
          {`${formatCount(join.done, 'stored trace')} got the right answer.`}
          {join.failed > 0 ? ` ${formatInteger(join.failed)} were deleted meanwhile.` : null}
        </span>
      );
    case 'matched':
      return (
        <>
          <span>
            {`${formatInteger(join.matched)} of ${formatCount(join.stored, 'stored trace')} matched; `}
            {join.missing > 0
              ? `${formatInteger(join.missing)} of them have no right answer yet.`
              : 'none of them lacks a right answer.'}
            {join.other > 0 ? ` ${formatInteger(join.other)} have another one, which stays.` : null}
          </span>
          {join.missing > 0 ? (
            <Button size="sm" disabled={disabled} onClick={() => joinStored(fileId, true)}>
              Give {formatInteger(join.missing)} theirs
            </Button>
          ) : null}
        </>
      );
  }
}
