'use client';

import { useCallback, useEffect, useRef } from 'react';
import type { FrameListener } from '#components/playback/playback-store.ts';
import { cn } from '#components/ui/cn.ts';

export interface PlayheadProps {
  onFrame: (listener: FrameListener) => () => void;
  /** Where the axis ends, and where the known part of it does. */
  end: number;
  last: number;
  /**
   * Whether to veil what comes after the playhead: the log has it, but the replay has not reached it. Lanes that hatch
   * it need no veil.
   */
  veil?: boolean;
  className?: string;
}

/** The playhead's line through all traces on the axis; every frame moves it by style alone, React renders it once. */
export function Playhead({ onFrame, end, last, veil = false, className }: PlayheadProps) {
  const line = useRef<HTMLDivElement>(null);
  const move = useCallback<FrameListener>(
    (_positionMs, axisAt) => {
      const at = Math.min(axisAt, last);
      const share = Math.min(Math.max(at / end, 0), 1);
      // By transform, in widths of the timeline: `left` would lay out the page on every frame.
      if (line.current) line.current.style.transform = `translateX(${share * 100}cqw)`;
    },
    [end, last],
  );
  useEffect(() => onFrame(move), [onFrame, move]);
  return (
    <div
      ref={line}
      className={cn('pointer-events-none absolute bottom-0 left-0 z-10 w-0', className)}
      aria-hidden="true"
    >
      {veil ? <div className="absolute inset-y-0 left-0 w-[300vw] bg-panel/60" /> : null}
      <div className="-translate-x-1/2 absolute inset-y-0 w-[1.5px] bg-ink" />
      <svg viewBox="0 0 10 6" className="-translate-x-1/2 absolute top-0 w-2.5 fill-ink" aria-hidden="true">
        <path d="M0 0h10L5 6z" />
      </svg>
    </div>
  );
}
