'use client';

import { useCallback, useRef } from 'react';
import { useCompare, useCompareFrame } from './compare-context.tsx';

/** The one line for both sides; moved on every frame by transform alone, in widths of the axis. */
export function RacePlayhead() {
  const line = useRef<HTMLDivElement>(null);
  const end = useCompare((state) => state.axisEnd);
  useCompareFrame(
    useCallback(
      (_positionMs: number, at: number) => {
        const share = Math.min(Math.max(at / end, 0), 1);
        if (line.current) line.current.style.transform = `translateX(${share * 100}cqw)`;
      },
      [end],
    ),
  );
  return (
    <div
      ref={line}
      className="race-head pointer-events-none absolute top-6 bottom-0 left-0 z-10 w-0"
      aria-hidden="true"
    >
      <div className="-translate-x-1/2 absolute inset-y-0 w-[1.5px] bg-ink" />
      <svg viewBox="0 0 10 6" className="-translate-x-1/2 absolute top-0 w-2.5 fill-ink" aria-hidden="true">
        <path d="M0 0h10L5 6z" />
      </svg>
    </div>
  );
}
