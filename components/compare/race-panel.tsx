'use client';

import './compare.css';
import { useRef } from 'react';
import { Playhead } from '#components/timeline/playhead.tsx';
import { PlayheadSlider, Ticks } from '#components/timeline/ruler.tsx';
import { type Scrub, useScrub } from '#components/timeline/use-scrub.ts';
import { useCompare, useComparison, useOrder } from './compare-context.tsx';
import { RaceControls } from './race-controls.tsx';
import { RaceLanes } from './race-lanes.tsx';

/** Both sides under one playhead. */
export function RacePanel() {
  const comparison = useComparison();
  const [upper, lower] = useOrder();
  const area = useRef<HTMLDivElement>(null);
  const scrub = useScrub(area, comparison);
  return (
    <section aria-label="Race" className="race-panel overflow-hidden rounded-xl border border-line bg-panel">
      <div className="relative">
        <div ref={area} className="race-area @container pointer-events-none absolute inset-y-0">
          <Scale scrub={scrub} />
        </div>
        <div
          className="relative touch-pan-y select-none pt-8 pb-2"
          {...scrub.pointer}
          data-testid="race-lanes"
        >
          <RaceLanes side={upper} />
          <RaceLanes side={lower} />
        </div>
      </div>
      <RaceControls />
    </section>
  );
}

/** Grid lines with their numbers, the slider, and the playhead's line through both sides. */
function Scale({ scrub }: { scrub: Scrub }) {
  const { onFrame } = useComparison();
  const axis = useCompare((state) => state.axis);
  const end = useCompare((state) => state.axisEnd);
  const at = useCompare((state) => state.at);
  const last = useCompare((state) => Math.max(...state.ends));
  return (
    <>
      <Ticks
        end={end}
        axis={axis}
        className="bottom-0 border-line-soft max-md:[&:nth-of-type(even)]:text-transparent"
      />
      <PlayheadSlider
        axis={axis}
        at={at}
        last={last}
        scrub={scrub}
        className="pointer-events-auto absolute inset-x-0 top-0 z-[11] h-6 -outline-offset-2 cursor-ew-resize touch-none"
      />
      <Playhead onFrame={onFrame} end={end} last={last} className="lane-playhead top-6" />
    </>
  );
}
