'use client';

import { Trash2 } from 'lucide-react';
import Link from 'next/link';
import { DamagedMark } from '#components/api/damaged-mark.tsx';
import { reasonName, recordLooks } from '#components/curation/batch/words.ts';
import { IconButton } from '#components/ui/button.tsx';
import { Dot } from '#components/ui/pill.tsx';
import { formatAge, formatCount, formatInteger } from '#lib/base/format.ts';
import type { CurationRow } from '#lib/contract/curation-record.ts';
import { plainHead } from '#lib/graph/plain-math.ts';

export interface RecordItemProps {
  readonly record: CurationRow;
  readonly now: number;
  readonly onDelete: () => void;
}

/** The question where there is one, else where it came from. */
export const recordTitle = (record: CurationRow): string =>
  plainHead(record.question || record.sourceName || 'Without a question', 200);

/** One single record: the whole row opens its workbench. */
export function RecordItem({ record, now, onDelete }: RecordItemProps) {
  const { label, tone } = recordLooks[record.status];
  const title = recordTitle(record);
  return (
    <li className="relative flex items-center gap-1 py-3 pr-2 pl-4 transition-colors hover:bg-line-soft/60">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium text-ui">
          <Link
            href={`/curate/${encodeURIComponent(record.id)}`}
            prefetch={false}
            className="rounded-sm outline-offset-2 after:absolute after:inset-0"
          >
            <DamagedMark names={record.damaged} />
            {title}
          </Link>
        </p>
        <p className="mt-1 flex justify-between gap-3 text-mute text-xs">
          <span className="inline-flex min-w-0 items-center gap-1.5">
            <Dot tone={tone} pulse={record.status === 'running'} />
            <span className="truncate">
              {label}
              {whyWords(record)}
              {record.edited ? ' · corrected' : ''}
            </span>
          </span>
          <span className="shrink-0">{now > 0 ? formatAge(Date.parse(record.createdAt), now) : ''}</span>
        </p>
        <p className="mt-0.5 truncate text-mute text-xs tabular-nums">{numbers(record)}</p>
      </div>
      <div className="relative">
        <IconButton
          label={`Delete ${title}`}
          size="sm"
          icon={<Trash2 size={14} />}
          tooltipSide="top"
          onClick={onDelete}
        />
      </div>
    </li>
  );
}

function whyWords({ status, summary, error }: CurationRow): string {
  if (status === 'failed') return error ? `: ${error.message}` : '';
  if (status !== 'rejected' || !summary) return '';
  return `: ${summary.reasons.map(({ code }) => reasonName(code)).join(', ')}`;
}

function numbers({ summary, sourceName }: CurationRow): string {
  if (!summary) return sourceName;
  const { steps, stages, ratio, sequentialTokensBefore, sequentialTokensAfter } = summary;
  return [
    `${formatCount(steps, 'step')} in ${formatCount(stages, 'stage')}`,
    `ratio ${ratio.toFixed(2)}`,
    `${formatInteger(sequentialTokensBefore)} → ${formatInteger(sequentialTokensAfter)} sequential tokens`,
    sourceName,
  ]
    .filter(Boolean)
    .join(' · ');
}
