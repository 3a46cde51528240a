'use client';

import { ViewportPortal } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { cn } from '#components/ui/cn.ts';
import { useReducedMotion } from '#components/ui/use-reduced-motion.ts';
import { pointAt, type Route } from '#lib/graph/route-edges.ts';

export interface FlowDot {
  route: Route;
  voice: 'plan' | 'execution' | 'sequential';
}

const TRAVEL_MS = 1100;
/** Every dot is a layer of its own to the compositor: where many branches write, one on each edge says the same. */
const FEW_EDGES = 6;
/** Thirty moves a second look the same on dots this small and cost half as much. */
const SHORTEST_STEP_MS = 30;

/**
 * Dots along the edges in use, moved by transform: with 300 edges, `animated` ones fell to 37 fps, SVG animateMotion to
 * 48, these stay at 60. No dot and no frame loop while no stream writes or motion is reduced.
 */
export function FlowDots({ dots }: { dots: readonly FlowDot[] }) {
  const layer = useRef<HTMLDivElement>(null);
  const reduced = useReducedMotion();
  const shown = reduced ? [] : dots;
  const copies = dots.length > FEW_EDGES ? [0] : [0, 1];
  const perEdge = copies.length;

  useEffect(() => {
    if (reduced || dots.length === 0) return;
    let movedAt = 0;
    let frame = requestAnimationFrame(function move(now) {
      frame = requestAnimationFrame(move);
      if (now - movedAt < SHORTEST_STEP_MS) return;
      movedAt = now;
      const elements = layer.current?.children;
      for (const [at, dot] of dots.entries()) {
        for (let copy = 0; copy < perEdge; copy++) {
          const element = elements?.[at * perEdge + copy] as HTMLElement | undefined;
          if (!element) continue;
          const t = (now / TRAVEL_MS + copy / perEdge + at * 0.13) % 1;
          const { x, y } = pointAt(dot.route, t);
          element.style.transform = `translate(${x - 3}px, ${y - 3}px)`;
          element.style.opacity = String(Math.min(1, t * 6, (1 - t) * 6));
        }
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [dots, perEdge, reduced]);

  return (
    <ViewportPortal>
      <div ref={layer} className="pointer-events-none absolute top-0 left-0" aria-hidden="true">
        {shown.flatMap((dot) =>
          copies.map((copy) => (
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
