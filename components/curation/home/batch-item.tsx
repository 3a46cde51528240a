'use client';

import { Trash2 } from 'lucide-react';
import Link from 'next/link';
import { DamagedMark } from '#components/api/damaged-mark.tsx';
import { batchLooks } from '#components/curation/batch/words.ts';
import { IconButton } from '#components/ui/button.tsx';
import { Dot } from '#components/ui/pill.tsx';
import { formatAge, formatCount, formatInteger, formatShare } from '#lib/base/format.ts';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';

export interface BatchItemProps {
  readonly batch: CurationBatch;
  /** ms since 1970; 0 before it is known. */
  readonly now: number;
  readonly onDelete: () => void;
}

/** One batch: the whole row opens it. */
export function BatchItem({ batch, now, onDelete }: BatchItemProps) {
  const { counts, status, name, proposer, usage } = batch;
  const { label, tone } = batchLooks[status];
  const done = counts.kept + counts.rejected + counts.failed;
  const tokens = usage.inputTokens + usage.outputTokens;
  return (
    <li className="relative flex items-center gap-1 py-3 pr-2 pl-4 transition-colors hover:bg-line-soft/60">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium text-ui">
          <Link
            href={`/curate/batches/${encodeURIComponent(batch.id)}`}
            prefetch={false}
            className="rounded-sm outline-offset-2 after:absolute after:inset-0"
          >
            <DamagedMark names={batch.damaged} />
            {name}
          </Link>
        </p>
        <p className="mt-1 flex justify-between gap-3 text-mute text-xs tabular-nums">
          <span className="inline-flex min-w-0 items-center gap-1.5 truncate">
            <Dot tone={tone} pulse={status === 'running' || status === 'importing'} />
            {label}
            {done < counts.imported ? ` · ${formatInteger(done)} of ${formatInteger(counts.imported)}` : ''}
          </span>
          <span className="shrink-0">{now > 0 ? formatAge(Date.parse(batch.createdAt), now) : ''}</span>
        </p>
        <KeptBar batch={batch} />
        <p className="mt-1 flex justify-between gap-3 text-mute text-xs tabular-nums">
          <span className="min-w-0 truncate">
            <b className="font-medium text-ink">{formatInteger(counts.kept)} kept</b> of{' '}
            {formatCount(counts.imported, 'record')}
            {counts.imported > 0 ? ` (${formatShare(counts.kept / counts.imported)})` : ''}
            {counts.failed > 0 ? ` · ${formatInteger(counts.failed)} failed` : ''}
          </span>
          <span className="min-w-0 shrink-0 truncate">
            {proposer.kind === 'rules' ? 'by rules' : proposer.model}
            {tokens > 0 ? ` · ${formatInteger(tokens)} tokens` : ''}
          </span>
        </p>
      </div>
      <div className="relative">
        <IconButton
          label={`Delete ${name}`}
          size="sm"
          icon={<Trash2 size={14} />}
          tooltipSide="top"
          onClick={onDelete}
        />
      </div>
    </li>
  );
}

/** Kept, rejected, failed and unfinished records, as shares of a line. */
function KeptBar({ batch: { counts } }: { batch: CurationBatch }) {
  const share = (count: number) => ({ width: `${(count / Math.max(1, counts.imported)) * 100}%` });
  return (
    <div aria-hidden="true" className="mt-1.5 flex h-1.5 overflow-hidden rounded-full bg-line-soft">
      <span className="bg-ok" style={share(counts.kept)} />
      <span className="bg-crit/45" style={share(counts.rejected)} />
      <span className="bg-warn" style={share(counts.failed)} />
    </div>
  );
}
