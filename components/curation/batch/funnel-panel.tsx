'use client';

import { CircleX, Clock3, Filter } from 'lucide-react';
import { useMemo } from 'react';
import { AsTable, NumberTable } from '#components/ui/charts/as-table.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatCount, formatInteger, formatShare } from '#lib/base/format.ts';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import { type FunnelLoss, funnelOf } from './funnel.ts';
import { FunnelChart } from './funnel-chart.tsx';
import { reasonName } from './words.ts';

export interface FunnelPanelProps {
  readonly batch: CurationBatch;
  readonly onShow: (loss: FunnelLoss) => void;
}

/** How far the records got, and why some did not get further; as a chart, and as a table of the same. */
export function FunnelPanel({ batch, onShow }: FunnelPanelProps) {
  const { counts, reasons } = batch;
  const { levels, losses, rejected } = useMemo(() => funnelOf({ counts, reasons }), [counts, reasons]);
  return (
    <section aria-labelledby="funnel-heading" className="rounded-xl border border-line bg-panel">
      <div className="grid gap-x-10 gap-y-6 px-4 pt-3.5 pb-4 sm:px-5 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="min-w-0">
          <h2 id="funnel-heading" className="mb-3.5 font-semibold text-ui">
            From imported to kept
          </h2>
          <FunnelChart levels={levels} />
        </div>
        <div className="min-w-0">
          <h3 className="mb-2 font-semibold text-ui">
            {rejected > 0
              ? `Why ${formatCount(rejected, 'record')} ${rejected === 1 ? 'was' : 'were'} rejected`
              : 'Rejected'}
          </h3>
          {losses.length > 0 ? (
            <LossList losses={losses} onShow={onShow} />
          ) : (
            <p className="text-mute text-ui leading-relaxed">
              {counts.imported > 0 ? 'None: every record passed the filter.' : 'Nothing was imported yet.'}
            </p>
          )}
          {reasons.length > 1 ? (
            <p className="mt-1.5 text-mute text-xs">A record may have several reasons.</p>
          ) : null}
        </div>
      </div>
      <AsTable>
        <NumberTable
          caption="How far the records came"
          heads={['Stage of the pipeline', 'Records', 'Of imported']}
          rows={levels.map(({ key, label, count, share }) => ({
            id: key,
            cells: [label, formatInteger(count), formatShare(share)],
          }))}
        />
        {losses.length > 0 ? (
          <NumberTable
            caption="Why records stayed behind"
            heads={['Reason', 'Records']}
            rows={losses.map((loss) => ({
              id: loss.key,
              cells: [lossName(loss), formatInteger(loss.count)],
            }))}
          />
        ) : null}
      </AsTable>
    </section>
  );
}

interface LossListProps {
  readonly losses: readonly FunnelLoss[];
  /** Shows the records behind one loss. */
  readonly onShow: (loss: FunnelLoss) => void;
}

const looks = {
  rejected: { bar: 'bg-crit/50', icon: <Filter size={13} className="text-crit" aria-hidden="true" /> },
  failed: { bar: 'bg-warn/70', icon: <CircleX size={13} className="text-warn" aria-hidden="true" /> },
  waiting: { bar: 'bg-faint/40', icon: <Clock3 size={13} className="text-mute" aria-hidden="true" /> },
};

/** Why records dropped out, most frequent first within each kind; each leads to its records. */
function LossList({ losses, onShow }: LossListProps) {
  const most = Math.max(1, ...losses.map(({ count }) => count));
  return (
    <ul className="-mx-2">
      {losses.map((loss) => {
        const { bar, icon } = looks[loss.kind];
        return (
          <li key={loss.key}>
            <button
              type="button"
              onClick={() => onShow(loss)}
              title="Show these records"
              className="grid w-full cursor-pointer grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 rounded-lg px-2 py-1.5 text-left text-ui transition-colors hover:bg-line-soft"
            >
              <span className="flex min-w-0 items-center gap-2">
                {icon}
                <span className="truncate">{lossName(loss)}</span>
              </span>
              <span className="font-medium tabular-nums">{formatInteger(loss.count)}</span>
              <span className="col-span-2 h-1.5 overflow-hidden rounded-full bg-line-soft" aria-hidden="true">
                <span
                  className={cn('block h-full rounded-full', bar)}
                  style={{ width: `${(loss.count / most) * 100}%` }}
                />
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function lossName({ key, kind }: FunnelLoss): string {
  if (kind === 'failed') return 'failed';
  return kind === 'waiting' ? 'still to come' : reasonName(key);
}
