'use client';

import { GitFork } from 'lucide-react';
import { memo } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { Step } from '#lib/contract/curation-record.ts';
import type { CuratedStep } from '#lib/curation/curated.ts';
import { PromptEditor } from './prompt-editor.tsx';
import { stageTint } from './step-tint.ts';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';

/** The prompt of a step, where the fork would be: a click or Enter opens it for typing. */
export const SourcePromptRow = memo(function SourcePromptRow({
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
