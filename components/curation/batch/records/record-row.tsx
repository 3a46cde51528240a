'use client';

import { Check, PencilLine, X } from 'lucide-react';
import Link from 'next/link';
import { memo } from 'react';
import { DamagedMark } from '#components/api/damaged-mark.tsx';
import { reasonName, recordLooks, verdictNames } from '#components/curation/batch/words.ts';
import { cn } from '#components/ui/cn.ts';
import { Dot } from '#components/ui/pill.tsx';
import { cursorLook, type RowPlace, rowProps } from '#components/ui/table/window-grid.tsx';
import { formatCount, formatInteger } from '#lib/base/format.ts';
import type { CurationRow } from '#lib/contract/curation-record.ts';
import { plainHead } from '#lib/graph/plain-math.ts';

export interface RecordRowProps extends RowPlace {
  readonly row: CurationRow;
}

export const recordTemplate = '56px minmax(0,1.5fr) 128px minmax(0,1fr) 56px 60px 68px 60px 132px 56px 104px';

const nameOf = (row: CurationRow): string => plainHead(row.question || row.sourceName, 200);
const hrefOf = (row: CurationRow): string => `/curate/${encodeURIComponent(row.id)}`;

/** A line of the table. Rendered again only when something in it changes. */
export const RecordRow = memo(function RecordRow(props: RecordRowProps) {
  const { row, atCursor } = props;
  const { summary } = row;
  const attributes = rowProps(props, atCursor);
  const number = (value: React.ReactNode) => (
    <td className="pr-3 text-right tabular-nums">{summary ? value : null}</td>
  );
  return (
    <tr
      {...attributes}
      style={{ ...attributes.style, gridTemplateColumns: recordTemplate }}
      className={cn(
        'absolute inset-x-0 grid items-center border-line-soft border-b text-ui contain-strict hover:bg-line-soft/60',
        atCursor && cursorLook,
      )}
    >
      <td className="pr-3 text-right text-mute tabular-nums">{formatInteger(row.index + 1)}</td>
      <th scope="row" className="min-w-0 pr-3 text-left font-normal">
        <Link
          href={hrefOf(row)}
          prefetch={false}
          tabIndex={-1}
          className="block truncate font-medium outline-none after:absolute after:inset-0"
        >
          <DamagedMark names={row.damaged} />
          {nameOf(row)}
        </Link>
      </th>
      <td className="min-w-0 truncate pr-2">
        <StatusMark row={row} />
      </td>
      <td className="min-w-0 truncate pr-3 text-mute" title={whyOf(row)}>
        {whyOf(row)}
      </td>
      {number(formatInteger(summary?.steps ?? 0))}
      {number(formatInteger(summary?.stages ?? 0))}
      {number(formatInteger(summary?.prompts ?? 0))}
      {number(summary?.ratio.toFixed(2))}
      {number(
        <>
          <span className="text-mute">{formatInteger(summary?.sequentialTokensBefore ?? 0)} → </span>
          {formatInteger(summary?.sequentialTokensAfter ?? 0)}
        </>,
      )}
      {number(
        summary && summary.leaks > 0 ? formatInteger(summary.leaks) : <span className="text-faint">0</span>,
      )}
      <td className="flex min-w-0 items-center pr-3">
        <ReviewMark row={row} />
      </td>
    </tr>
  );
});

/** The same on a narrow window. */
export const RecordCard = memo(function RecordCard(props: RecordRowProps) {
  const { row, atCursor } = props;
  const { summary } = row;
  return (
    <tr
      {...rowProps(props, atCursor)}
      className={cn(
        'absolute inset-x-0 block border-line-soft border-b px-3.5 py-2.5 text-ui contain-strict',
        atCursor && cursorLook,
      )}
    >
      <th scope="row" className="block text-left font-normal">
        <Link
          href={hrefOf(row)}
          prefetch={false}
          tabIndex={-1}
          className="block truncate font-medium outline-none after:absolute after:inset-0"
        >
          <span className="mr-1.5 font-normal text-mute tabular-nums">{formatInteger(row.index + 1)}</span>
          {nameOf(row)}
        </Link>
      </th>
      <td className="mt-1 flex items-center justify-between gap-3 text-xs">
        <span className="min-w-0 truncate text-mute">
          <StatusMark row={row} />
          {whyOf(row) ? <span className="text-mute"> · {whyOf(row)}</span> : null}
        </span>
        <ReviewMark row={row} />
      </td>
      {summary ? (
        <td className="mt-0.5 block truncate text-mute text-xs tabular-nums">
          {formatCount(summary.steps, 'step')} in {formatCount(summary.stages, 'stage')} · ratio{' '}
          {summary.ratio.toFixed(2)} · {formatInteger(summary.sequentialTokensBefore)} →{' '}
          {formatInteger(summary.sequentialTokensAfter)} tok
        </td>
      ) : null}
    </tr>
  );
});

function StatusMark({ row: { status, edited } }: { row: CurationRow }) {
  const { label, tone } = recordLooks[status];
  return (
    <span className="inline-flex items-center gap-1.5">
      <Dot tone={tone} pulse={status === 'running'} />
      {label}
      {edited ? <PencilLine size={12} className="text-plan" aria-label="corrected by hand" /> : null}
    </span>
  );
}

const verdictLooks = {
  accept: { icon: <Check size={13} aria-hidden="true" />, look: 'text-ok' },
  reject: { icon: <X size={13} aria-hidden="true" />, look: 'text-warn' },
  fix: { icon: <PencilLine size={12} aria-hidden="true" />, look: 'text-plan' },
};

function ReviewMark({ row: { review, sampled } }: { row: CurationRow }) {
  if (review === null) return sampled ? <span className="text-mute text-xs">to review</span> : null;
  const { icon, look } = verdictLooks[review];
  return (
    <span className={cn('inline-flex shrink-0 items-center gap-1 text-xs', look)}>
      {icon}
      {verdictNames[review]}
    </span>
  );
}

function whyOf({ status, summary, error, attempts }: CurationRow): string {
  if (status === 'failed')
    return `${error?.message ?? ''}${attempts > 1 ? ` (${formatCount(attempts, 'attempt')})` : ''}`;
  return status === 'rejected' && summary
    ? summary.reasons.map(({ code }) => reasonName(code)).join(', ')
    : '';
}
