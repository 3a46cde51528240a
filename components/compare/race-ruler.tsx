'use client';

import type { Scrub } from '#components/timeline/use-scrub.ts';
import { formatInteger } from '#components/ui/format.ts';
import { ticks } from '#lib/graph/timeline-rows.ts';
import type { Axis } from '#lib/trace/token-axis.ts';
import { useCompare } from './compare-context.tsx';
import { amountWords } from './race-words.ts';

/** The scale, its grid lines, and the slider of the playhead. */
export function RaceRuler({ scrub }: { scrub: Scrub }) {
  const axis = useCompare((state) => state.axis);
  const end = useCompare((state) => state.axisEnd);
  const at = useCompare((state) => state.at);
  const last = useCompare((state) => Math.max(...state.ends));
  return (
    <>
      {ticks(end, 8).map((tick) => (
        <span
          key={tick}
          className="absolute top-0 bottom-0 border-line-soft border-l pt-1 pl-1 text-[10.5px] text-faint leading-4 max-md:[&:nth-of-type(even)]:text-transparent"
          style={{ left: `${(tick / end) * 100}%` }}
          aria-hidden="true"
        >
          {tickLabel(tick, axis)}
        </span>
      ))}
      <div
        role="slider"
        tabIndex={0}
        aria-label="Playhead"
        aria-valuemin={0}
        aria-valuemax={Math.round(last)}
        aria-valuenow={Math.round(Math.min(at, last))}
        aria-valuetext={`${amountWords(at, axis)} of ${amountWords(last, axis)}`}
        className="pointer-events-auto absolute inset-x-0 top-0 z-[11] h-6 -outline-offset-2 cursor-ew-resize touch-none"
        {...scrub.pointer}
        onKeyDown={scrub.onKeyDown}
      />
    </>
  );
}

function tickLabel(at: number, axis: Axis): string {
  if (axis === 'tokens') return at === 0 ? '0 tokens' : formatInteger(at);
  // As many digits as the step needs.
  return at === 0 ? '0 s' : `${Number((at / 1000).toFixed(3))}`;
}
