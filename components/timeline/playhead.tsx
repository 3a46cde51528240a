'use client';

import { useCallback, useRef } from 'react';
import { useFrame } from '#components/playback/session-context.tsx';

/** The line where the page stands (`last`: where the axis' bars end); moved on every frame by style alone, React renders it once. */
export function Playhead({ end, last }: { end: number; last: number }) {
  const line = useRef<HTMLDivElement>(null);
  useFrame(
    useCallback(
      (_positionMs: number, axisAt: number) => {
        const at = Math.min(axisAt, last);
        const share = Math.min(Math.max(at / end, 0), 1);
        // By transform, in widths of the timeline: `left` would lay out the page on every frame.
        if (line.current) line.current.style.transform = `translateX(${share * 100}cqw)`;
      },
      [end, last],
    ),
  );
  return (
    <div ref={line} className="pointer-events-none absolute inset-y-0 left-0 z-10 w-0" aria-hidden="true">
      {/* What comes after is known, but not yet. */}
      <div className="absolute inset-y-0 left-0 w-[300vw] bg-panel/60" />
      <div className="-translate-x-1/2 absolute inset-y-0 w-[1.5px] bg-ink" />
      <svg viewBox="0 0 10 6" className="-translate-x-1/2 absolute top-0 w-2.5 fill-ink" aria-hidden="true">
        <path d="M0 0h10L5 6z" />
      </svg>
    </div>
  );
}
