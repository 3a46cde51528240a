'use client';

import './compare.css';
import { useRef } from 'react';
import { useScrub } from '#components/timeline/use-scrub.ts';
import { useComparison, useOrder } from './compare-context.tsx';
import { RaceControls } from './race-controls.tsx';
import { RaceLanes } from './race-lanes.tsx';
import { RacePlayhead } from './race-playhead.tsx';
import { RaceRuler } from './race-ruler.tsx';

/** Both sides under one playhead. */
export function RacePanel() {
  const [upper, lower] = useOrder();
  const area = useRef<HTMLDivElement>(null);
  const scrub = useScrub(area, useComparison());
  return (
    <section aria-label="Race" className="race-panel overflow-hidden rounded-xl border border-line bg-panel">
      <div className="relative">
        <div ref={area} className="race-area @container pointer-events-none absolute inset-y-0">
          <RaceRuler scrub={scrub} />
          <RacePlayhead />
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
