'use client';

import Link from 'next/link';
import { type KeyboardEvent, memo, type PointerEvent, useId, useMemo, useRef, useState } from 'react';
import { plainName } from '#components/library/cells.tsx';
import { compareHref } from '#components/library/pair-groups.ts';
import { againstWords } from '#components/library/row.ts';
import { useWidth } from '#components/ui/use-width.ts';
import { formatInteger, formatShare } from '#lib/base/format.ts';
import type { PairPoint } from './chart-pairs.ts';
import { nearestPoint, type PairsPlot, plotPairs } from './pairs-plot.ts';

const HEIGHT = 268;
const margin = { top: 10, right: 24, bottom: 40, left: 52 };
/** px around the pointer, and half the size of the link that opens the pair. */
const REACH = 14;

/** The drawing of all pairs. One link lies on the point under the pointer; arrow keys move it from point to point. */
export function PairsChart({ points, xLabel }: { points: readonly PairPoint[]; xLabel: string }) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const plot = useMemo(
    () => (width > 0 ? plotPairs(points, { width, height: HEIGHT, margin }) : null),
    [points, width],
  );
  const [at, setAt] = useState<number | null>(null);
  const hint = useId();
  const active = plot?.points[at ?? 0];

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const origin = event.currentTarget.getBoundingClientRect();
    const found = nearestPoint(
      plot?.points ?? [],
      event.clientX - origin.left,
      event.clientY - origin.top,
      REACH,
    );
    setAt(found < 0 ? null : found);
  }

  function onKeyDown(event: KeyboardEvent) {
    const last = (plot?.points.length ?? 0) - 1;
    const next = nextPoint(event.key, at ?? 0, last);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    setAt(next);
  }

  return (
    // Keys and pointers only choose the point that the link, a focusable element of its own, lies on.
    <figure
      ref={box}
      aria-label="Pairs"
      aria-describedby={hint}
      className="relative min-w-0"
      style={{ height: HEIGHT }}
      onPointerMove={onPointerMove}
      onPointerDown={onPointerMove}
      onPointerLeave={() => setAt(null)}
    >
      <p id={hint} className="sr-only">
        One point for each pair; the arrow keys go from point to point, Enter opens the comparison. The table
        below says the same.
      </p>
      {plot ? <Drawing plot={plot} width={width} xLabel={xLabel} /> : null}
      {plot && active ? (
        <>
          <Link
            href={compareHref(active.point.sprint, active.point.sequential)}
            prefetch={false}
            aria-label={pointWords(active.point)}
            onKeyDown={onKeyDown}
            onFocus={() => setAt(at ?? 0)}
            className="peer absolute size-7 rounded-full"
            style={{ left: active.left - REACH, top: active.top - REACH }}
          />
          {at === null ? null : (
            <PointCard point={active.point} left={active.left} top={active.top} width={width} />
          )}
        </>
      ) : null}
    </figure>
  );
}

function nextPoint(key: string, at: number, last: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(last, at + 1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

const pointWords = ({ sprint, sequential, x, y }: PairPoint): string =>
  `${plainName(sprint)}: ${formatShare(y)} of ${formatInteger(x)} tokens. ${againstWords(sprint, sequential)}. Compare`;

/** Apart and memoised: up to thousands of points, which do not move when another one is hovered. */
const Drawing = memo(function Drawing({
  plot,
  width,
  xLabel,
}: {
  plot: PairsPlot;
  width: number;
  xLabel: string;
}) {
  const bottom = HEIGHT - margin.bottom;
  const mean = plot.bins.map(({ meanX, meanY }) => `${plot.toLeft(meanX)},${plot.toTop(meanY)}`).join(' ');
  return (
    <svg width={width} height={HEIGHT} aria-hidden="true" className="absolute inset-0 text-[11px]">
      {plot.y.ticks.map((value) => (
        <g key={value} transform={`translate(0 ${plot.toTop(value)})`}>
          <line
            x1={margin.left}
            x2={width - margin.right}
            className={value === 0 ? 'stroke-faint' : 'stroke-line-soft'}
          />
          <text x={margin.left - 8} dy="0.35em" textAnchor="end" className="fill-mute tabular-nums">
            {formatShare(value)}
          </text>
        </g>
      ))}
      {plot.x.ticks.map((value) => (
        <g key={value} transform={`translate(${plot.toLeft(value)} ${bottom})`}>
          <line y2={4} className="stroke-line" />
          <text y={17} textAnchor="middle" className="fill-mute tabular-nums">
            {formatInteger(value)}
          </text>
        </g>
      ))}
      <text
        x={(margin.left + width - margin.right) / 2}
        y={HEIGHT - 6}
        textAnchor="middle"
        className="fill-mute"
      >
        {xLabel}
      </text>
      {plot.points.map(({ point, left, top, below }) =>
        below ? (
          <path
            key={point.sprint.id + point.sequential.id}
            d={`M${left - 4} ${top - 7}h8l-4 6z`}
            className="fill-warn stroke-panel"
          />
        ) : (
          <circle
            key={point.sprint.id + point.sequential.id}
            cx={left}
            cy={top}
            r={4}
            className={
              point.sprint.ruleBased
                ? 'fill-panel stroke-plan stroke-[1.5]'
                : 'fill-plan/70 stroke-panel stroke-[0.75]'
            }
          />
        ),
      )}
      {mean === '' ? null : (
        <>
          <polyline points={mean} className="fill-none stroke-[2] stroke-ink" strokeLinejoin="round" />
          {plot.bins.map((bin) => (
            <line
              key={bin.meanX}
              x1={plot.toLeft(bin.meanX)}
              x2={plot.toLeft(bin.meanX)}
              y1={plot.toTop(bin.meanY - bin.errorY)}
              y2={plot.toTop(bin.meanY + bin.errorY)}
              className="stroke-ink"
            />
          ))}
          {plot.bins.map((bin) => (
            <rect
              key={bin.meanX}
              x={plot.toLeft(bin.meanX) - 3.5}
              y={plot.toTop(bin.meanY) - 3.5}
              width={7}
              height={7}
              className="fill-ink stroke-panel"
            />
          ))}
        </>
      )}
    </svg>
  );
});

const CARD_WIDTH = 264;

function PointCard({
  point,
  left,
  top,
  width,
}: {
  point: PairPoint;
  left: number;
  top: number;
  width: number;
}) {
  const { sprint, sequential, control, x, y } = point;
  const beside = left + 16 + CARD_WIDTH < width ? left + 16 : Math.max(0, left - 16 - CARD_WIDTH);
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute z-10 rounded-lg border border-line bg-panel p-2.5 text-xs shadow-card"
      style={{ left: beside, top: Math.max(0, Math.min(top - 30, HEIGHT - 132)), width: CARD_WIDTH }}
    >
      <p className="line-clamp-2 font-medium leading-4">{plainName(sprint)}</p>
      <p className="mt-1 text-mute tabular-nums">
        <strong className="font-semibold text-ink">{formatShare(y)}</strong> saved against sequential
      </p>
      <p className="text-mute tabular-nums">
        {control.length > 0
          ? `control: ${formatInteger(x)} tokens`
          : `sequential run: ${formatInteger(x)} tokens`}
      </p>
      <p className="truncate text-mute">{againstWords(sprint, sequential)}</p>
      <p className="mt-1 text-faint">Click compares the two</p>
    </div>
  );
}
