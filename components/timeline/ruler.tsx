'use client';

import { formatDuration, formatInteger } from '#components/ui/format.ts';
import { ticks } from '#lib/graph/timeline-rows.ts';
import type { Axis } from '#lib/trace/token-axis.ts';
import type { Scrub } from './use-scrub.ts';

/** The scale: a line and its number at round places. `className` is of each. */
export function Ticks({ end, axis, className }: { end: number; axis: Axis; className: string }) {
  return ticks(end, 8).map((at) => (
    <span
      key={at}
      className={`absolute top-0 border-l pt-1 pl-1 text-[10.5px] text-faint leading-4 ${className}`}
      style={{ left: `${(at / end) * 100}%` }}
      aria-hidden="true"
    >
      {tickLabel(at, axis)}
    </span>
  ));
}

export interface PlayheadSliderProps {
  axis: Axis;
  at: number;
  /** Where the known part of the axis ends. */
  last: number;
  /** What the slider says after its position on the axis. */
  also?: string;
  scrub: Scrub;
  className: string;
  children?: React.ReactNode;
}

/** The playhead for keyboard and pointer, on top of the scale. */
export function PlayheadSlider({
  axis,
  at,
  last,
  also = '',
  scrub,
  className,
  children,
}: PlayheadSliderProps) {
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Playhead"
      aria-valuemin={0}
      aria-valuemax={Math.round(last)}
      aria-valuenow={Math.round(Math.min(at, last))}
      aria-valuetext={`${axisWords(at, axis)} of ${axisWords(last, axis)}${also}`}
      className={className}
      {...scrub.pointer}
      onKeyDown={scrub.onKeyDown}
    >
      {children}
    </div>
  );
}

const axisWords = (at: number, axis: Axis): string =>
  axis === 'wall' ? formatDuration(at) : `${formatInteger(Math.floor(at))} tokens`;

function tickLabel(at: number, axis: Axis): string {
  if (axis === 'tokens') return at === 0 ? '0 tokens' : formatInteger(at);
  const seconds = at / 1000;
  // As many digits as the step needs: a run of 60 ms has ticks 10 ms apart.
  return at === 0 ? '0 s' : String(Number(seconds.toFixed(3)));
}
