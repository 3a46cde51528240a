'use client';

import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { Plus, X } from 'lucide-react';
import { memo, type ReactNode, useEffect, useRef } from 'react';
import { useWorkbench } from '#components/curation/workbench/use-workbench.tsx';
import { cn } from '#components/ui/cn.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { useDependencies, useDependencyActions } from './dependency-context.tsx';
import type { DependencyEdgeData, DependencyEdge as DependencyFlowEdge } from './dependency-elements.ts';
import { edgePath } from './dependency-paths.ts';

const looks: Record<
  DependencyEdgeData['kind'],
  { line: string; head: string; width: number; dashes?: string }
> = {
  shown: { line: 'stroke-seq/60', head: 'far', width: 1.4 },
  implied: { line: 'stroke-seq/45', head: 'far', width: 1.2, dashes: '1 4' },
  lit: { line: 'stroke-warn', head: 'warn', width: 2.6 },
  closing: { line: 'stroke-warn', head: 'warn', width: 2, dashes: '6 4' },
  suggested: { line: 'stroke-crit', head: 'crit', width: 1.6, dashes: '5 4' },
};

/** A dependency; a person can remove the focused or chosen one, and add a suggested one. */
export const DependencyEdge = memo(function DependencyEdge({
  id,
  source,
  target,
  data,
}: EdgeProps<DependencyFlowEdge>) {
  const near = useWorkbench(({ hovered, selected }) =>
    [hovered, selected].some((step) => step === source || step === target),
  );
  const ofSelected = useWorkbench(({ selected }) => selected === source || selected === target);
  const chosen = useDependencies(({ chosenEdge }) => chosenEdge === id);
  if (!data) return null;
  const { kind } = data;
  const { path, x, y } = edgePath(data);
  const look = looks[kind];
  const drawn = kind === 'shown' || kind === 'implied';
  const bright = drawn && (chosen || near);
  return (
    <>
      {drawn ? (
        <path
          d={path}
          data-edge={id}
          className="cursor-pointer fill-none stroke-transparent"
          strokeWidth={16}
        />
      ) : null}
      <path
        d={path}
        data-kind={kind}
        className={cn('dependency-line pointer-events-none fill-none', bright ? 'stroke-plan' : look.line)}
        strokeWidth={chosen ? 2.6 : bright ? 2 : look.width}
        strokeDasharray={look.dashes}
        strokeLinecap="round"
        markerEnd={`url(#dependency-arrow-${bright ? 'near' : look.head})`}
      />
      {drawn && (chosen || ofSelected) ? (
        <RemoveButton id={id} source={source} target={target} data={data} x={x} y={y} chosen={chosen} />
      ) : null}
      {kind === 'suggested' && data.leak ? (
        <AddButton source={source} target={target} data={data} x={x} y={y} />
      ) : null}
    </>
  );
});

interface EdgeButtonProps {
  source: string;
  target: string;
  data: DependencyEdgeData;
  x: number;
  y: number;
}

/**
 * In the tab order for every edge of the selected step; visible where it has the focus or a person clicked its edge.
 */
function RemoveButton({
  id,
  source,
  target,
  data,
  x,
  y,
  chosen,
}: EdgeButtonProps & { id: string; chosen: boolean }) {
  const { chooseEdge, remove } = useDependencyActions();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (chosen) button.current?.focus({ preventScroll: true });
  }, [chosen]);
  return (
    <Place x={x} y={y} above={chosen}>
      <button
        ref={button}
        type="button"
        data-remove={id}
        aria-label={`Step ${data.step} needs step ${data.parent}${data.kind === 'implied' ? ' (follows from others)' : ''}: remove`}
        onFocus={() => chooseEdge(id)}
        onBlur={() => chooseEdge(null)}
        onClick={(event) => {
          event.stopPropagation();
          remove(source, target);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') button.current?.blur();
          if (event.key !== 'Delete' && event.key !== 'Backspace') return;
          event.preventDefault();
          event.stopPropagation();
          remove(source, target);
        }}
        className={cn(
          'flex size-6 cursor-pointer items-center justify-center rounded-full border border-warn/50 bg-panel text-warn shadow-card hover:border-warn hover:bg-warn-bg',
          !chosen && 'pointer-events-none opacity-0',
        )}
      >
        <X size={13} aria-hidden="true" />
      </button>
    </Place>
  );
}

function AddButton({ source, target, data, x, y }: EdgeButtonProps) {
  const { add } = useDependencyActions();
  return (
    <Place x={x} y={y} above>
      <Tooltip content={data.leak?.explanation ?? ''}>
        <button
          type="button"
          aria-label={`Add the dependency: step ${data.step} needs step ${data.parent}`}
          onClick={(event) => {
            // React sees the button inside the edge: a click on it would also choose the edge.
            event.stopPropagation();
            add(source, target);
          }}
          className="flex h-6 cursor-pointer items-center gap-0.5 rounded-full border border-crit/50 bg-crit-bg px-2 font-medium text-[11px] text-crit shadow-card hover:border-crit"
        >
          <Plus size={11} aria-hidden="true" />
          add
        </button>
      </Tooltip>
    </Place>
  );
}

function Place({ x, y, above, children }: { x: number; y: number; above: boolean; children: ReactNode }) {
  return (
    <EdgeLabelRenderer>
      <div
        className={cn('nodrag nopan absolute', above ? 'pointer-events-auto z-[5]' : 'pointer-events-none')}
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
      >
        {children}
      </div>
    </EdgeLabelRenderer>
  );
}

const heads = { far: 'stroke-seq/60', near: 'stroke-plan', crit: 'stroke-crit', warn: 'stroke-warn' };

/** Arrow heads, one for each hue. */
export function DependencyArrows() {
  return (
    <svg className="absolute size-0" aria-hidden="true" focusable="false">
      <defs>
        {Object.entries(heads).map(([name, stroke]) => (
          <marker
            key={name}
            id={`dependency-arrow-${name}`}
            viewBox="0 0 8 8"
            refX="6.5"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            orient="auto-start-reverse"
            markerUnits="userSpaceOnUse"
          >
            <path
              d="M1 1L6.5 4L1 7"
              className={cn('fill-none', stroke)}
              strokeWidth="1.5"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </marker>
        ))}
      </defs>
    </svg>
  );
}
