'use client';

import { ChevronLeft, ChevronRight, Combine, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { controlLook, Field } from '#components/ui/field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { maxTextLength } from '#lib/contract/curation-edits.ts';
import type { Step } from '#lib/contract/curation-record.ts';
import type { CuratedStep } from '#lib/curation/curated.ts';
import { PromptEditor } from './prompt-editor.tsx';
import { StepChip } from './step-chip.tsx';
import { StepDependencies } from './step-dependencies.tsx';
import { StepLeaks } from './step-leaks.tsx';
import { StepLines } from './step-lines.tsx';
import './source-pane.css';
import { stageTint } from './step-tint.ts';
import { planOnlyReason } from './step-words.ts';
import { useTypedText } from './use-typed-text.ts';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';

/** Everything about the selected step that is not its place in the source. */
export function StepPanel() {
  const steps = useWorkbench(({ draft }) => draft.steps);
  const selected = useWorkbench((state) => state.selected);
  const curated = useWorkbench((state) => state.curated.steps);
  const index = steps.findIndex(({ id }) => id === selected);
  const [step, own] = [steps[index], curated[index]];
  return (
    <section aria-label="Step" className="flex h-full min-h-0 flex-col overflow-y-auto bg-panel">
      {step && own ? (
        <StepDetails key={step.id} step={step} curated={own} index={index} />
      ) : (
        <EmptyState title="No step chosen" className="m-4">
          Click a line or a step, or press → to go from step to step.
        </EmptyState>
      )}
    </section>
  );
}

function StepDetails({ step, curated, index }: { step: Step; curated: CuratedStep; index: number }) {
  const { apply, select } = useWorkbenchActions();
  const steps = useWorkbench(({ draft }) => draft.steps);
  const settings = useWorkbench((state) => state.settings);
  const [before, after] = [steps[index - 1], steps[index + 1]];
  return (
    <div className="step-tint flex flex-col gap-4 px-4 py-3" style={stageTint(curated.stage)}>
      <header className="flex items-center gap-2">
        <StepChip number={index + 1} />
        <h2 className="min-w-0 flex-1 truncate font-semibold text-sm">
          Step {index + 1}
          <span className="ml-2 font-normal text-mute text-xs">
            stage {curated.stage} · {curated.promptName ? `prompt ${curated.promptName}` : 'plan-only'}
          </span>
        </h2>
        <IconButton
          label="Previous step"
          shortcut="←"
          size="sm"
          icon={<ChevronLeft size={15} />}
          disabled={!before}
          onClick={() => before && select(before.id)}
        />
        <IconButton
          label="Next step"
          shortcut="→"
          size="sm"
          icon={<ChevronRight size={15} />}
          disabled={!after}
          onClick={() => after && select(after.id)}
        />
      </header>
      <DescriptionField step={step} />
      <div className="flex flex-col gap-1.5">
        <p className="font-medium text-ui">Prompt</p>
        <div className="rounded-lg border border-plan-line bg-plan-bg">
          <PromptEditor step={step} number={index + 1} />
        </div>
        {curated.promptName === null && step.prompt !== '' ? (
          <p className="text-mute text-xs">Not written: the step is plan-only.</p>
        ) : null}
      </div>
      <div className="flex flex-col gap-1.5">
        <p className="font-medium text-ui">Plan-only</p>
        <Segmented
          label="Plan-only"
          size="sm"
          value={step.planOnly}
          options={[
            { value: 'by-rule', label: 'By the rule' },
            { value: 'always', label: 'Always' },
            { value: 'never', label: 'Never' },
          ]}
          onChange={(planOnly) => apply({ type: 'set-plan-only', step: step.id, planOnly })}
          className="self-start"
        />
        <p className="text-mute text-xs leading-snug">{planOnlyReason(step, curated, settings)}</p>
      </div>
      <StepDependencies step={step} curated={curated} index={index} />
      <StepLeaks step={step} />
      <StepLines step={step} />
      <Actions>
        <Button
          size="sm"
          icon={<Combine size={14} />}
          disabled={!after}
          onClick={() => apply({ type: 'merge-step', step: step.id })}
        >
          Merge with the next
        </Button>
        <Button
          size="sm"
          variant="danger"
          icon={<Trash2 size={14} />}
          onClick={() => apply({ type: 'delete-step', step: step.id })}
        >
          Delete step
        </Button>
      </Actions>
    </div>
  );
}

function Actions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap gap-2 border-line-soft border-t pt-3">{children}</div>;
}

function DescriptionField({ step }: { step: Step }) {
  const typed = useTypedText(step, 'description');
  return (
    <Field label="Description">
      {(control) => (
        <textarea
          {...control}
          value={typed.value}
          rows={1}
          maxLength={maxTextLength}
          onChange={({ target }) => typed.onChange(target.value)}
          onBlur={typed.onBlur}
          className={`field-sizing-content resize-none py-1.5 leading-snug ${controlLook}`}
        />
      )}
    </Field>
  );
}
