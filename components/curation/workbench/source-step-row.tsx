'use client';

import { memo } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { Step } from '#lib/contract/curation-record.ts';
import type { CuratedStep } from '#lib/curation/curated.ts';
import { StepChip } from './step-chip.tsx';
import { stageTint } from './step-tint.ts';
import { useWorkbench } from './use-workbench.tsx';

/** The head of a step, before its first line. */
export const SourceStepRow = memo(function SourceStepRow({
  step,
  number,
  curated,
}: {
  step: Step;
  number: number;
  curated: CuratedStep | undefined;
}) {
  const lit = useWorkbench(({ hovered }) => hovered === step.id);
  const selected = useWorkbench((state) => state.selected === step.id);
  return (
    <div
      className={cn(
        'source-row step-tint mt-2 flex min-h-8 cursor-pointer items-center gap-2 border-line border-t py-1 pr-10 pl-2',
        selected && 'bg-line-soft',
      )}
      style={stageTint(curated?.stage ?? 1)}
      data-lit={lit || undefined}
    >
      <StepChip number={number} />
      <span className="source-text min-w-0 flex-1 truncate rounded px-1 font-medium text-ui">
        <span className="sr-only">Step {number}: </span>
        {step.description || <span className="font-normal text-mute">no description</span>}
      </span>
      <span className="shrink-0 text-2xs text-mute tabular-nums">
        {curated ? (curated.promptName ? `prompt ${curated.promptName}` : 'plan-only') : ''}
        {curated ? <span> · stage {curated.stage}</span> : null}
      </span>
    </div>
  );
});
