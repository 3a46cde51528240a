'use client';

import { useRef } from 'react';
import { cn } from '#components/ui/cn.ts';
import { useWidth } from '#components/ui/use-width.ts';
import { formatInteger, formatShare } from '#lib/base/format.ts';
import type { FunnelLevel } from './funnel.ts';

const BAR = 26;
const GAP = 16;
const LABEL_WIDTH = 98;
const NUMBER_WIDTH = 96;

/** From imported to kept records, a bar for each level with the narrowing drawn between; `kept` is the bright one. */
export function FunnelChart({ levels }: { levels: readonly FunnelLevel[] }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const height = levels.length * BAR + (levels.length - 1) * GAP;
  const most = Math.max(1, ...levels.map(({ count }) => count));
  const room = Math.max(0, width - LABEL_WIDTH - NUMBER_WIDTH);
  const reach = (count: number) => LABEL_WIDTH + Math.max(count > 0 ? 2 : 0, (count / most) * room);
  return (
    <div ref={box} className="min-w-0" style={{ height }}>
      {width > 0 ? (
        <svg width={width} height={height} role="img" aria-label={words(levels)} className="text-[12px]">
          {levels.map(({ key, label, count, share }, index) => {
            const y = index * (BAR + GAP);
            const next = levels[index + 1];
            const end = reach(count);
            return (
              <g key={key}>
                <title>{`${label}: ${formatInteger(count)} (${formatShare(share)})`}</title>
                {next ? (
                  <path
                    d={`M${LABEL_WIDTH} ${y + BAR}H${end}L${reach(next.count)} ${y + BAR + GAP}H${LABEL_WIDTH}Z`}
                    className="fill-line-soft"
                  />
                ) : null}
                <text x={0} y={y + BAR / 2} dy="0.35em" className={key === 'kept' ? 'fill-ink' : 'fill-mute'}>
                  {label}
                </text>
                <rect
                  x={LABEL_WIDTH}
                  y={y}
                  width={Math.max(0, end - LABEL_WIDTH)}
                  height={BAR}
                  rx={3}
                  className={cn(
                    key === 'kept' ? 'fill-exec' : 'fill-plan-bg stroke-plan-line',
                    'transition-[width] duration-300 ease-out',
                  )}
                />
                <text x={end + 8} y={y + BAR / 2} dy="0.35em" className="tabular-nums">
                  <tspan className="fill-ink font-semibold">{formatInteger(count)}</tspan>
                  {index > 0 ? <tspan className="fill-mute">{`  ${formatShare(share)}`}</tspan> : null}
                </text>
              </g>
            );
          })}
        </svg>
      ) : null}
    </div>
  );
}

const words = (levels: readonly FunnelLevel[]): string =>
  `Funnel. ${levels.map(({ label, count }) => `${label}: ${formatInteger(count)}`).join(', ')}. The table below has the numbers and the reasons.`;
