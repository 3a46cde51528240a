'use client';

import { ChevronLeft, ChevronRight, Combine, Droplets, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { partLooks } from '#components/curation/workbench/source/line-parts.ts';
import { PromptEditor } from '#components/curation/workbench/source/prompt-editor.tsx';
import { useTypedText } from '#components/curation/workbench/use-typed-text.ts';
import { useWorkbench, useWorkbenchActions } from '#components/curation/workbench/use-workbench.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { controlLook, Field } from '#components/ui/field.tsx';
import { formatInteger } from '#components/ui/format.ts';
import { Segmented } from '#components/ui/segmented.tsx';
import { maxTextLength, parts } from '#lib/contract/curation-edits.ts';
import type { Step } from '#lib/contract/curation-record.ts';
import type { CuratedStep } from '#lib/curation/curated.ts';
import { StepChip } from './step-chip.tsx';
import { StepDependencies } from './step-dependencies.tsx';
import { stageTint } from './step-tint.ts';
import { planOnlyReason, rangesWords } from './step-words.ts';
import '../source/source-pane.css';

/** Everything about the selected step except its place in the source. */
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

/** What this step uses although only a sibling in its stage found it, or what a sibling uses of it. */
function StepLeaks({ step }: { step: Step }) {
  const all = useWorkbench(({ curated }) => curated.leaks);
  const { apply, select } = useWorkbenchActions();
  const leaks = all.filter((leak) => leak.step === step.id || leak.from === step.id);
  if (leaks.length === 0) return null;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-medium text-ui">Leaks</p>
      <ul className="flex flex-col gap-2">
        {leaks.map((leak) => (
          <li
            key={`${leak.from} ${leak.step}`}
            className="flex flex-col items-start gap-1.5 rounded-lg border border-crit/30 bg-crit-bg px-3 py-2 text-xs leading-snug"
          >
            <p className="flex gap-1.5">
              <Droplets size={13} aria-hidden="true" className="mt-px shrink-0 text-crit" />
              <span>
                {leak.step === step.id
                  ? `It uses what only step ${leak.fromNumber} found. `
                  : `Step ${leak.stepNumber} uses what only this step found. `}
                {leak.explanation}
              </span>
            </p>
            <span className="flex flex-wrap gap-1.5">
              <Button
                size="sm"
                onClick={() => apply({ type: 'add-dependency', parent: leak.from, step: leak.step })}
              >
                Let step {leak.stepNumber} depend on step {leak.fromNumber}
              </Button>
              {leak.step === step.id ? null : (
                <Button size="sm" variant="ghost" onClick={() => select(leak.step)}>
                  Go to step {leak.stepNumber}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Which lines are which part, with their tokens; a click goes there. */
function StepLines({ step }: { step: Step }) {
  const tokens = useWorkbench(({ record }) => record.lineTokens);
  const { chooseLines } = useWorkbenchActions();
  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-medium text-ui">Lines</p>
      <ul className="flex flex-col text-xs">
        {parts.map((part) => {
          const { name, letter, icon: Icon } = partLooks[part];
          const ranges = step[part];
          const [first, last] = [ranges[0], ranges[0]?.last];
          const sum = ranges.reduce(
            (total, range) => total + tokens.slice(range.first - 1, range.last).reduce((a, b) => a + b, 0),
            0,
          );
          return (
            <li key={part} className="flex items-center gap-2 border-line-soft border-t py-1">
              <span aria-hidden="true" className="w-3 font-bold font-mono text-[11px] text-[var(--step-ink)]">
                {letter}
              </span>
              <Icon size={12} aria-hidden="true" className="text-mute" />
              <span className="w-16 text-mute">{name}</span>
              {first && last ? (
                <button
                  type="button"
                  onClick={() => chooseLines(last, first.first)}
                  className="cursor-pointer rounded tabular-nums underline decoration-dotted underline-offset-2 hover:decoration-solid"
                >
                  {rangesWords(ranges)}
                </button>
              ) : (
                <span className="text-mute">none</span>
              )}
              {sum > 0 ? (
                <span className="ml-auto text-mute tabular-nums">{formatInteger(sum)} tokens</span>
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
