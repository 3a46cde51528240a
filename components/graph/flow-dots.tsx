'use client';

import { ViewportPortal } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useReducedMotion } from '#components/session/use-reduced-motion.ts';
import { cn } from '#components/ui/cn.ts';
import { pointAt, type Route } from '#lib/graph/route-edges.ts';

export interface FlowDot {
  route: Route;
  voice: 'plan' | 'execution' | 'sequential';
}

const TRAVEL_MS = 1100;
const DOTS_PER_EDGE = 2;

/**
 * Dots along the edges in use, moved by transform: of 300 edges, `animated` ones fell to 37 fps, SVG animateMotion to
 * 48, these stay at 60. No dot and no frame loop while nothing is written or motion is reduced.
 */
export function FlowDots({ dots }: { dots: readonly FlowDot[] }) {
  const layer = useRef<HTMLDivElement>(null);
  const reduced = useReducedMotion();
  const shown = reduced ? [] : dots;

  useEffect(() => {
    if (reduced || dots.length === 0) return;
    let frame = requestAnimationFrame(function move(now) {
      const elements = layer.current?.children;
      for (const [at, dot] of dots.entries()) {
        for (let copy = 0; copy < DOTS_PER_EDGE; copy++) {
          const element = elements?.[at * DOTS_PER_EDGE + copy] as HTMLElement | undefined;
          if (!element) continue;
          const t = (now / TRAVEL_MS + copy / DOTS_PER_EDGE + at * 0.13) % 1;
          const { x, y } = pointAt(dot.route, t);
          element.style.transform = `translate(${x - 3}px, ${y - 3}px)`;
          element.style.opacity = String(Math.min(1, t * 6, (1 - t) * 6));
        }
      }
      frame = requestAnimationFrame(move);
    });
    return () => cancelAnimationFrame(frame);
  }, [dots, reduced]);

  return (
    <ViewportPortal>
      <div ref={layer} className="pointer-events-none absolute top-0 left-0" aria-hidden="true">
        {shown.flatMap((dot) =>
          [0, 1].map((copy) => (
            <span
              key={`${dot.route.id}#${copy}`}
              className={cn(
                'absolute size-1.5 rounded-full opacity-0 will-change-transform',
                dot.voice === 'execution' ? 'bg-exec' : dot.voice === 'plan' ? 'bg-plan' : 'bg-seq',
              )}
            />
          )),
        )}
      </div>
    </ViewportPortal>
  );
}
