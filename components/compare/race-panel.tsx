'use client';

import './compare.css';
import { useRef } from 'react';
import { useCompare } from './compare-context.tsx';
import { RaceControls } from './race-controls.tsx';
import { RaceLanes } from './race-lanes.tsx';
import { RacePlayhead } from './race-playhead.tsx';
import { RaceRuler } from './race-ruler.tsx';
import { useRaceScrub } from './use-race-scrub.ts';

/** Both sides under one playhead. */
export function RacePanel() {
  const [upper, lower] = useCompare((state) => state.order);
  const area = useRef<HTMLDivElement>(null);
  const scrub = useRaceScrub(area);
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
