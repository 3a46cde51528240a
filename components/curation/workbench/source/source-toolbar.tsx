'use client';

import { BetweenHorizontalStart, Combine, Eraser, Keyboard, ListPlus, SquarePlus } from 'lucide-react';
import {
  useWorkbench,
  useWorkbenchActions,
  useWorkbenchHandle,
} from '#components/curation/workbench/use-workbench.tsx';
import { IconButton } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { parts } from '#lib/contract/curation-edits.ts';
import { lineWords } from '#lib/curation/line-ranges.ts';
import { assignEdit, chosenRange, targetStep } from './line-commands.ts';
import { partLooks } from './line-parts.ts';

/** Buttons for the chosen lines. */
export function SourceToolbar() {
  const { store } = useWorkbenchHandle();
  const { apply, openHelp, setExtending } = useWorkbenchActions();
  const extending = useWorkbench((state) => state.extending);
  const lines = useWorkbench((state) => state.lines);
  const steps = useWorkbench(({ draft }) => draft.steps);
  const target = useWorkbench(targetStep);
  const selected = useWorkbench((state) => state.selected);
  const range = chosenRange(lines);
  const number = steps.findIndex(({ id }) => id === target) + 1;
  const last = selected === null || steps.at(-1)?.id === selected;
  return (
    <fieldset
      aria-label="Chosen lines"
      className="flex min-h-11 flex-wrap items-center gap-x-1 gap-y-1 border-line border-b px-2 py-1.5"
    >
      <p className="mr-1 min-w-[5.5rem] text-mute text-xs tabular-nums">
        {range ? lineWords(range) : 'No line chosen'}
      </p>
      <div className="flex items-center rounded-lg border border-line bg-line-soft/60 p-0.5">
        {parts.map((part) => {
          const { name, letter, icon: Icon } = partLooks[part];
          return (
            <button
              key={part}
              type="button"
              disabled={!range || target === null}
              aria-keyshortcuts={letter}
              title={`${name} of step ${number || '–'} (${letter})`}
              onClick={() => {
                const edit = assignEdit(store.getState(), part);
                if (edit) apply(edit);
              }}
              className={cn(
                'inline-flex h-6 cursor-pointer items-center gap-1 rounded-md px-1.5 text-xs',
                'text-ink hover:bg-panel disabled:cursor-not-allowed disabled:text-mute disabled:opacity-60',
              )}
            >
              <Icon size={12} aria-hidden="true" />
              <span className="sr-only @min-[33rem]:not-sr-only">{name}</span>
              <span aria-hidden="true" className="font-mono text-[11px] @min-[33rem]:hidden">
                {letter}
              </span>
            </button>
          );
        })}
      </div>
      <label className="flex items-center gap-1 text-mute text-xs">
        <span className="@max-[33rem]:sr-only">of step</span>
        <select
          aria-label="Step that the chosen lines go to"
          value={target ?? ''}
          disabled={!range || steps.length === 0}
          onChange={({ target: { value } }) => {
            const state = store.getState();
            const part = state.draft.steps.find(({ id }) => id === value);
            const edit = part && assignEdit(state, part.execution.length > 0 ? 'execution' : 'plan', value);
            if (edit) apply(edit);
          }}
          className="h-7 rounded-md border border-line bg-panel px-1 text-base text-ink tabular-nums disabled:opacity-60 sm:text-xs"
        >
          {target === null ? <option value="">–</option> : null}
          {steps.map(({ id }, index) => (
            <option key={id} value={id}>
              {index + 1}
            </option>
          ))}
        </select>
      </label>
      <span className="hidden pointer-coarse:inline-flex">
        <IconButton
          label="Choose up to the line tapped next"
          size="sm"
          icon={<ListPlus size={14} />}
          aria-pressed={extending}
          disabled={!range}
          onClick={() => setExtending(!extending)}
          className="aria-pressed:bg-plan-bg aria-pressed:text-plan"
        />
      </span>
      <IconButton
        label="New step of these lines"
        shortcut="N"
        size="sm"
        icon={<SquarePlus size={14} />}
        disabled={!range}
        onClick={() => range && apply({ type: 'new-step', ...range })}
      />
      <IconButton
        label="Split the step at this line"
        shortcut="S"
        size="sm"
        icon={<BetweenHorizontalStart size={14} />}
        disabled={!range || selected === null}
        onClick={() =>
          range && selected !== null && apply({ type: 'split-step', step: selected, at: range.first })
        }
      />
      <IconButton
        label="Merge the step with the next"
        shortcut="M"
        size="sm"
        icon={<Combine size={14} />}
        disabled={last}
        onClick={() => selected !== null && apply({ type: 'merge-step', step: selected })}
      />
      <IconButton
        label="Drop these lines: of no step"
        shortcut="X"
        size="sm"
        icon={<Eraser size={14} />}
        disabled={!range}
        onClick={() => range && apply({ type: 'drop-lines', ...range })}
      />
      <span className="ml-auto flex">
        <IconButton label="Keys" shortcut="?" size="sm" icon={<Keyboard size={14} />} onClick={openHelp} />
      </span>
    </fieldset>
  );
}
