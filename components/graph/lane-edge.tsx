'use client';

import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { useSession } from '#components/playback/session-context.tsx';
import { cn } from '#components/ui/cn.ts';
import type { GraphEdge } from '#lib/graph/graph.ts';
import { pathOf } from '#lib/graph/route-edges.ts';
import type { FlowEdge } from './flow-elements.ts';

/** Shapes blend when a branch joins its stage (CSS `d`; a browser without it jumps). */
const blend = 'fill-none transition-[d,stroke,opacity] duration-300 ease-out';

export const LaneEdge = memo(function LaneEdge({ data }: EdgeProps<FlowEdge>) {
  const selected = useSession(
    (session) =>
      data !== undefined &&
      (session.selection === data.edge.source || session.selection === data.edge.target),
  );
  if (!data) return null;
  const { edge, route } = data;
  const path = pathOf(route);
  if (edge.kind === 'dependency') {
    return (
      <path
        d={path}
        className={cn(blend, selected ? 'stroke-plan opacity-100' : 'stroke-plan opacity-45')}
        strokeWidth={selected ? 1.8 : 1.2}
        strokeDasharray="1 5"
        strokeLinecap="round"
        markerEnd="url(#dependency-end)"
      />
    );
  }
  return (
    <path
      d={path}
      className={cn(blend, hue(edge))}
      strokeWidth={edge.critical ? 2.6 : edge.flowing ? 1.8 : 1.4}
      strokeDasharray={edge.pending && !edge.critical ? '3 4' : undefined}
      strokeLinecap="round"
    />
  );
});

function hue(edge: GraphEdge): string {
  if (edge.critical) return 'stroke-(--crit-line)';
  if (edge.flowing)
    return edge.voice === 'execution' ? 'stroke-exec' : edge.voice === 'plan' ? 'stroke-plan' : 'stroke-seq';
  if (edge.voice === 'execution') return 'stroke-exec-line';
  return edge.voice === 'plan' ? 'stroke-plan-line' : 'stroke-line';
}

/** The arrow head of dependency edges, which have a direction; the structure reads left to right without one. */
export function EdgeMarkers() {
  return (
    <svg className="absolute size-0" aria-hidden="true" focusable="false">
      <defs>
        <marker
          id="dependency-end"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto-start-reverse"
          markerUnits="userSpaceOnUse"
        >
          <path
            d="M1 1L7 4L1 7"
            className="fill-none stroke-plan"
            strokeWidth="1.4"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </marker>
      </defs>
    </svg>
  );
}
