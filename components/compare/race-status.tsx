'use client';

import { useCallback, useRef } from 'react';
import { useCompare, useCompareFrame, useComparison } from './compare-context.tsx';
import { raceOf, type SideIndex } from './compare-state.ts';
import { sidePhrases } from './race-words.ts';

/** Tokens to go change with every frame: written to the DOM, and no more often than can be read. */
const WRITE_EVERY_MS = 90;

/** "still running" and under it "429 tokens to go": two lines whatever they say, so that the lanes stay where they are. */
export function RaceStatus({ side }: { side: SideIndex }) {
  const { store } = useComparison();
  const phase = useCompare((state) => raceOf(state).sides[side].phase);
  const lines = useRef<(HTMLSpanElement | null)[]>([]);
  const writtenAt = useRef(0);
  useCompareFrame(
    useCallback(() => {
      const now = performance.now();
      const state = store.getState();
      const { axis, transport } = state;
      if (transport !== 'paused' && now - writtenAt.current < WRITE_EVERY_MS) return;
      writtenAt.current = now;
      const race = raceOf(state);
      const phrases = sidePhrases(race.sides[side], race.sides[side === 0 ? 1 : 0], axis);
      lines.current.forEach((line, at) => {
        const words = phrases[at === 0 ? 0 : 1];
        if (line && line.textContent !== words) line.textContent = words;
      });
    }, [store, side]),
  );
  return (
    <p
      data-phase={phase}
      className="flex gap-x-1 whitespace-nowrap text-[11.5px] text-mute leading-4 tabular-nums [contain:layout_style] data-[phase=ended]:text-ok md:block"
    >
      {[0, 1].map((at) => (
        <span
          key={at}
          className="block md:h-4"
          ref={(element) => {
            lines.current[at] = element;
          }}
        />
      ))}
    </p>
  );
}
