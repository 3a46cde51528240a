'use client';

import { Handle, type NodeProps, Position } from '@xyflow/react';
import { Diamond, Play, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { stageTint } from '#components/curation/workbench/step/step-tint.ts';
import { useWorkbench, useWorkbenchActions } from '#components/curation/workbench/use-workbench.tsx';
import { cn } from '#components/ui/cn.ts';
import type { CuratedStep } from '#lib/curation/curated.ts';
import { plainHead } from '#lib/graph/plain-math.ts';
import type { BandNode, StepNode as StepFlowNode } from './dependency-elements.ts';

/** About as much as two lines hold. */
const DESCRIPTION = 64;

/**
 * A step. One with an execution is a card and shows its prompt's number; a plan-only one has round ends, since it is a
 * thought without an execution. Handles: above for what it needs, below for what needs it.
 */
export const StepNode = memo(function StepNode({ id, data }: NodeProps<StepFlowNode>) {
  const { place, description, leaks } = data;
  const hovered = useWorkbench((state) => state.hovered === id);
  const selected = useWorkbench((state) => state.selected === id);
  const inTabOrder = useWorkbench(({ selected, curated }) => (selected ?? curated.steps[0]?.id) === id);
  const actions = useWorkbenchActions();
  const executes = place.promptName !== null;
  const Icon = executes ? Play : Diamond;
  return (
    <div
      className={cn(
        'step-card relative h-full w-full border bg-panel shadow-card',
        executes ? 'rounded-[10px] border-exec-line' : 'rounded-[27px] border-plan-line',
      )}
      data-lit={hovered || undefined}
      data-selected={selected || undefined}
    >
      <Handle type="target" position={Position.Top} className="step-handle" />
      <Handle type="source" position={Position.Bottom} className="step-handle" />
      <span
        className={cn(
          'flex h-full w-full items-center gap-2 overflow-hidden',
          executes ? 'px-2' : 'pr-4 pl-2',
        )}
      >
        <span
          className={cn(
            'step-number flex h-9 w-8 shrink-0 flex-col items-center justify-center font-semibold text-[13px] leading-4 tabular-nums',
            executes ? 'rounded-md bg-exec-bg text-exec' : 'rounded-full bg-plan-bg text-plan',
          )}
        >
          {place.number}
          <Icon size={9} aria-hidden="true" className="fill-current" />
        </span>
        <span className="step-words min-w-0 flex-1">
          <span className="line-clamp-2 text-[11.5px] text-ink leading-[15px]">
            {plainHead(description, DESCRIPTION) || 'No description'}
          </span>
          <span
            className={cn(
              'block truncate text-[10.5px] leading-[14px]',
              executes ? 'text-exec' : 'text-plan',
            )}
          >
            {kindWords(place)}
          </span>
        </span>
      </span>
      {leaks.length > 0 ? (
        <span
          aria-hidden="true"
          className="absolute right-3 -bottom-2 flex items-center gap-0.5 rounded-full border border-crit/40 bg-crit-bg px-1.5 font-medium text-[10px] text-crit leading-4"
        >
          <TriangleAlert size={10} />
          leak
        </span>
      ) : null}
      {/* On top of the card, as in the session graph: one button with one name. */}
      <button
        type="button"
        data-step={id}
        tabIndex={inTabOrder ? 0 : -1}
        aria-label={nodeName(place, description, leaks.length)}
        aria-pressed={selected}
        onClick={() => actions.select(id)}
        onPointerEnter={() => actions.hover(id)}
        onPointerLeave={() => actions.hover(null)}
        className="absolute -inset-px cursor-pointer rounded-[inherit]"
      />
    </div>
  );
});

/** The area of one stage, and its name. */
export const StageBand = memo(function StageBand({ data }: NodeProps<BandNode>) {
  return (
    <div
      className="stage-band step-tint h-full w-full overflow-hidden rounded-xl border border-line-soft"
      style={stageTint(data.stage)}
    >
      {/* The colour that the stage's lines have in the source. */}
      <span className="absolute inset-y-0 left-0 w-[3px] bg-[var(--step-bar)]" />
      <span className="absolute top-1.5 left-3 font-semibold text-[11px] text-mute leading-4">
        Stage {data.stage}
      </span>
    </div>
  );
});

function kindWords({ promptName, planOnlyBecause }: CuratedStep): string {
  if (promptName !== null) return `prompt ${promptName}`;
  switch (planOnlyBecause) {
    case 'short':
      return 'plan only, short';
    case 'by-hand':
      return 'plan only, by hand';
    default:
      return 'plan only';
  }
}

function nodeName(place: CuratedStep, description: string, leaks: number): string {
  const needs =
    place.parents.length === 0
      ? 'needs no step'
      : `needs ${place.parents.length === 1 ? 'step' : 'steps'} ${place.parents.join(', ')}`;
  return [
    `Step ${place.number}`,
    `stage ${place.stage}`,
    kindWords(place),
    needs,
    leaks > 0 ? 'leak' : '',
    plainHead(description, 120),
  ]
    .filter(Boolean)
    .join(', ');
}
