'use client';

import { useCallback, useRef } from 'react';
import { useCompare, useComparison, useRaceFrame } from './compare-context.tsx';
import type { SideIndex } from './compare-types.ts';
import { sideWords } from './race-words.ts';

/** Tokens to go change with every frame: written to the DOM, and no more often than can be read. */
const WRITE_EVERY_MS = 90;

/** "still running, 429 tokens to go". */
export function RaceStatus({ side }: { side: SideIndex }) {
  const { store } = useComparison();
  const phase = useCompare((state) => state.race.sides[side].phase);
  const element = useRef<HTMLParagraphElement>(null);
  const writtenAt = useRef(0);
  useRaceFrame(
    useCallback(() => {
      const now = performance.now();
      const { race, axis, transport } = store.getState();
      if (transport !== 'paused' && now - writtenAt.current < WRITE_EVERY_MS) return;
      writtenAt.current = now;
      const words = sideWords(race.sides[side], race.sides[side === 0 ? 1 : 0], axis);
      if (element.current && element.current.textContent !== words) element.current.textContent = words;
    }, [store, side]),
  );
  return (
    <p
      ref={element}
      data-phase={phase}
      className="text-[11.5px] text-mute leading-4 tabular-nums [contain:layout_style] data-[phase=ended]:text-ok"
    />
  );
}
