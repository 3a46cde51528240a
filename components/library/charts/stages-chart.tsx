'use client';

import { useMemo, useRef } from 'react';
import { niceScale } from '#components/ui/charts/axis-ticks.ts';
import { useWidth } from '#components/ui/use-width.ts';
import { formatCount, formatInteger, formatShare } from '#lib/base/format.ts';
import type { StageBar } from './chart-stages.ts';

const HEIGHT = 268;
const margin = { top: 18, right: 14, bottom: 40, left: 52 };
/** Least width of a bar in px for a number above it. */
const LABELLED_FROM = 26;

/** A bar for each stage number with the traces that reach it, filled by the share that is parallel there. */
export function StagesChart({ bars }: { bars: readonly StageBar[] }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const y = useMemo(() => niceScale(0, Math.max(1, ...bars.map(({ reached }) => reached)), 5), [bars]);
  const inner = { width: width - margin.left - margin.right, height: HEIGHT - margin.top - margin.bottom };
  const slot = Math.min(88, inner.width / Math.max(1, bars.length));
  const bar = Math.max(2, slot * 0.62);
  const toTop = (value: number) => margin.top + (1 - value / y.to) * inner.height;
  const every = Math.max(1, Math.ceil(18 / slot));
  return (
    <div ref={box} className="relative min-w-0" style={{ height: HEIGHT }}>
      {width > 0 ? (
        <svg width={width} height={HEIGHT} role="img" aria-label={summaryWords(bars)} className="text-[11px]">
          {y.ticks
            .filter((value) => Number.isInteger(value))
            .map((value) => (
              <g key={value} transform={`translate(0 ${toTop(value)})`}>
                <line x1={margin.left} x2={width - margin.right} className="stroke-line-soft" />
                <text x={margin.left - 8} dy="0.35em" textAnchor="end" className="fill-mute tabular-nums">
                  {formatInteger(value)}
                </text>
              </g>
            ))}
          {bars.map(({ stage, reached, parallel, planOnly }, index) => {
            const left = margin.left + slot * index + (slot - bar) / 2;
            return (
              <g key={stage}>
                <title>{stageWords({ stage, reached, parallel, planOnly })}</title>
                <rect
                  x={left}
                  y={toTop(reached)}
                  width={bar}
                  height={toTop(0) - toTop(reached)}
                  className="fill-plan-bg stroke-plan-line"
                />
                <rect
                  x={left}
                  y={toTop(parallel)}
                  width={bar}
                  height={toTop(0) - toTop(parallel)}
                  className="fill-plan"
                />
                {bar >= LABELLED_FROM ? (
                  <text
                    x={left + bar / 2}
                    y={toTop(reached) - 5}
                    textAnchor="middle"
                    className="fill-mute tabular-nums"
                  >
                    {formatInteger(reached)}
                  </text>
                ) : null}
                {index % every === 0 ? (
                  <text
                    x={left + bar / 2}
                    y={HEIGHT - margin.bottom + 16}
                    textAnchor="middle"
                    className="fill-mute tabular-nums"
                  >
                    {stage}
                  </text>
                ) : null}
              </g>
            );
          })}
          <text
            x={margin.left + (slot * bars.length) / 2}
            y={HEIGHT - 6}
            textAnchor="middle"
            className="fill-mute"
          >
            stage
          </text>
        </svg>
      ) : null}
    </div>
  );
}

/** "Stage 2: 40 traces, 31 of them parallel (78 %), 1 with a plan only". */
export function stageWords({ stage, reached, parallel, planOnly }: StageBar): string {
  const alone = planOnly > 0 ? `, ${formatInteger(planOnly)} with a plan only` : '';
  return `Stage ${stage}: ${formatCount(reached, 'trace')}, ${formatInteger(parallel)} parallel (${formatShare(parallel / reached)})${alone}`;
}

function summaryWords(bars: readonly StageBar[]): string {
  const [first] = bars;
  const last = bars.at(-1);
  if (!first || !last) return 'No stages';
  return `Traces by stage. ${stageWords(first)}. Up to ${stageWords(last).replace('Stage', 'stage')}. The table below has every stage.`;
}
