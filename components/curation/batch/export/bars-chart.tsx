'use client';

import { useRef } from 'react';
import { niceScale } from '#components/ui/charts/axis-ticks.ts';
import { useWidth } from '#components/ui/use-width.ts';
import { formatInteger } from '#lib/base/format.ts';

export interface Bar {
  /** Shown under the bar; the label of the first bar of several where there is no room for each. */
  readonly label: string;
  /** In the tooltip and for screen readers: “3 stages”, “1,024 to 2,047 tokens”. */
  readonly words: string;
  readonly count: number;
}

export interface BarsChartProps {
  readonly title: string;
  /** What is counted. */
  readonly unit: string;
  readonly bars: readonly Bar[];
}

const HEIGHT = 104;
const margin = { top: 6, right: 4, bottom: 20, left: 34 };
/** px a label of the x axis needs. */
const LABEL_ROOM = 34;

/** A small distribution: the number of records for each value. */
export function BarsChart({ title, unit, bars }: BarsChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const y = niceScale(0, most, 2);
  const inner = { width: width - margin.left - margin.right, height: HEIGHT - margin.top - margin.bottom };
  const slot = Math.min(36, inner.width / Math.max(1, bars.length));
  const bar = Math.max(1.5, slot * 0.72);
  const every = Math.max(1, Math.ceil(LABEL_ROOM / slot));
  const toTop = (value: number) => margin.top + (1 - value / y.to) * inner.height;
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 font-medium text-xs">{title}</figcaption>
      <div ref={box} style={{ height: HEIGHT }}>
        {width > 0 ? (
          <svg
            width={width}
            height={HEIGHT}
            role="img"
            aria-label={`${title}: ${wordsOf(bars, unit)}`}
            className="text-[10px]"
          >
            {y.ticks
              .filter((value) => Number.isInteger(value))
              .map((value) => (
                <g key={value} transform={`translate(0 ${toTop(value)})`}>
                  <line x1={margin.left} x2={width - margin.right} className="stroke-line-soft" />
                  <text x={margin.left - 6} dy="0.35em" textAnchor="end" className="fill-mute tabular-nums">
                    {formatInteger(value)}
                  </text>
                </g>
              ))}
            {bars.map(({ label, words, count }, index) => {
              const left = margin.left + slot * index + (slot - bar) / 2;
              return (
                <g key={label}>
                  <title>{`${words}: ${formatInteger(count)} ${unit}`}</title>
                  <rect
                    x={left - (slot - bar) / 2}
                    y={margin.top}
                    width={slot}
                    height={inner.height}
                    fill="none"
                    pointerEvents="all"
                  />
                  <rect
                    x={left}
                    y={toTop(count)}
                    width={bar}
                    height={Math.max(0, toTop(0) - toTop(count))}
                    rx={1.5}
                    className="fill-plan"
                  />
                  {index % every === 0 ? (
                    <text
                      x={left + bar / 2}
                      y={HEIGHT - 6}
                      textAnchor="middle"
                      className="fill-mute tabular-nums"
                    >
                      {label}
                    </text>
                  ) : null}
                </g>
              );
            })}
          </svg>
        ) : null}
      </div>
    </figure>
  );
}

const wordsOf = (bars: readonly Bar[], unit: string): string =>
  bars.length === 0
    ? 'nothing'
    : `${bars
        .filter(({ count }) => count > 0)
        .map(({ words, count }) => `${words}: ${formatInteger(count)}`)
        .join(', ')} ${unit}.`;
