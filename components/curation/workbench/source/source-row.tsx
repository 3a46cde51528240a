'use client';

import { GitFork } from 'lucide-react';
import { memo } from 'react';
import { StepChip } from '#components/curation/workbench/step/step-chip.tsx';
import { stageTint } from '#components/curation/workbench/step/step-tint.ts';
import { useWorkbench, useWorkbenchActions } from '#components/curation/workbench/use-workbench.tsx';
import { cn } from '#components/ui/cn.ts';
import type { SourceLines, Step } from '#lib/contract/curation-record.ts';
import type { CuratedStep } from '#lib/curation/curated.ts';
import { PromptEditor } from './prompt-editor.tsx';
import { SourceLineRow } from './source-line-row.tsx';
import type { SourceRow } from './source-rows.ts';

export interface SourceRowViewProps {
  readonly row: SourceRow;
  readonly source: SourceLines;
  readonly curated: readonly CuratedStep[];
  readonly chosen: boolean;
  readonly atHead: boolean;
  readonly previewed: boolean;
}

/** A line, or a heading or prompt between lines. */
export function SourceRowView({ row, source, curated, chosen, atHead, previewed }: SourceRowViewProps) {
  if (row.kind === 'step')
    return <SourceStepRow step={row.step} number={row.number} curated={curated[row.number - 1]} />;
  if (row.kind === 'prompt')
    return <SourcePromptRow step={row.step} number={row.number} curated={curated[row.number - 1]} />;
  const line = source.lines[row.line - 1];
  const number = row.run.places[0]?.number;
  return (
    <SourceLineRow
      line={row.line}
      run={row.run}
      text={line ? source.text.slice(line.start, line.end) : ''}
      missing={line?.missing === true}
      stage={number === undefined ? null : (curated[number - 1]?.stage ?? 1)}
      chosen={chosen}
      atHead={atHead}
      previewed={previewed}
    />
  );
}

/** The prompt of a step, where the fork would be: a click or Enter opens it for typing. */
const SourcePromptRow = memo(function SourcePromptRow({
  step,
  number,
  curated,
}: {
  step: Step;
  number: number;
  curated: CuratedStep | undefined;
}) {
  const { editPrompt } = useWorkbenchActions();
  const open = useWorkbench(({ editingPrompt }) => editingPrompt === step.id);
  const lit = useWorkbench(({ hovered }) => hovered === step.id);
  const name = curated?.promptName;
  return (
    <div className="step-tint py-1 pr-10 pl-[3.25rem]" style={stageTint(curated?.stage ?? 1)}>
      <div
        className={cn(
          'rounded-lg border bg-plan-bg text-[13px] leading-[19px]',
          lit ? 'border-plan' : 'border-plan-line',
          !name && 'border-dashed bg-transparent',
        )}
      >
        {open ? (
          <PromptEditor step={step} number={number} onClose={() => editPrompt(null)} autoFocus />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            onClick={() => editPrompt(step.id)}
            className="block w-full cursor-text rounded-lg px-2.5 py-1.5 text-left"
          >
            <span className="mr-2 inline-flex items-center gap-1 font-semibold text-2xs text-plan">
              <GitFork size={12} aria-hidden="true" className="rotate-180" />
              {name ? `Prompt ${name}` : 'Prompt, not used'}
            </span>
            {step.prompt ? (
              <span className={cn('whitespace-pre-wrap', !name && 'text-mute')}>{step.prompt}</span>
            ) : (
              <span className="text-mute">No prompt yet: write the task for an executor</span>
            )}
          </button>
        )}
      </div>
    </div>
  );
});

/** The head of a step, before its first line. */
const SourceStepRow = memo(function SourceStepRow({
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
