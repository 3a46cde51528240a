'use client';

import { CircleX, Clock3, Filter } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import { formatInteger } from '#lib/base/format.ts';
import type { FunnelLoss } from './funnel.ts';
import { reasonName } from './words.ts';

export interface LossListProps {
  readonly losses: readonly FunnelLoss[];
  /** Shows the records behind one. */
  readonly onShow: (loss: FunnelLoss) => void;
}

const looks = {
  rejected: { bar: 'bg-crit/50', icon: <Filter size={13} className="text-crit" aria-hidden="true" /> },
  failed: { bar: 'bg-warn/70', icon: <CircleX size={13} className="text-warn" aria-hidden="true" /> },
  waiting: { bar: 'bg-faint/40', icon: <Clock3 size={13} className="text-mute" aria-hidden="true" /> },
};

/** Why records stayed behind, longest first within each kind; each leads to its records. */
export function LossList({ losses, onShow }: LossListProps) {
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

export function lossName({ key, kind }: FunnelLoss): string {
  if (kind === 'failed') return 'failed';
  return kind === 'waiting' ? 'still to come' : reasonName(key);
}
