'use client';

import { X } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useWorkbench, useWorkbenchActions } from '#components/curation/workbench/use-workbench.tsx';
import { cn } from '#components/ui/cn.ts';
import { TextInput } from '#components/ui/field.tsx';
import type { Step } from '#lib/contract/curation-record.ts';
import type { CuratedStep } from '#lib/curation/curated.ts';
import { parentsOf } from '#lib/curation/edits/draft-steps.ts';
import { stepTitle } from './step-words.ts';

interface StepProps {
  readonly step: Step;
  readonly curated: CuratedStep;
  /** Of the step, from 0. */
  readonly index: number;
}

/** What the step depends on, and what depends on it. */
export function StepDependencies({ step, curated, index }: StepProps) {
  const steps = useWorkbench(({ draft }) => draft.steps);
  const source = useWorkbench((state) => state.source);
  const draft = useWorkbench((state) => state.draft);
  const { apply, select, hover } = useWorkbenchActions();
  const children = steps.flatMap((child, at) =>
    parentsOf(draft, child.id).includes(step.id) ? [{ id: child.id, number: at + 1 }] : [],
  );
  return (
    <div className="flex flex-col gap-1.5">
      <p className="font-medium text-ui">Depends on</p>
      {curated.parents.length === 0 ? (
        <p className="text-mute text-xs">Nothing: it can start at once.</p>
      ) : (
        <ul className="flex flex-col">
          {curated.parents.map((number) => {
            const parent = steps[number - 1];
            if (!parent) return null;
            const follows = !curated.shownParents.includes(number);
            return (
              <li
                key={parent.id}
                onPointerEnter={() => hover(parent.id)}
                onPointerLeave={() => hover(null)}
                className="flex items-center gap-2 border-line-soft border-t py-0.5 text-xs"
              >
                <button
                  type="button"
                  onClick={() => select(parent.id)}
                  className="flex min-w-0 flex-1 cursor-pointer items-baseline gap-2 rounded py-0.5 text-left hover:underline"
                >
                  <span className="w-5 shrink-0 text-right font-semibold tabular-nums">{number}</span>
                  <span className="truncate">{stepTitle(source, parent)}</span>
                  {follows ? <span className="ml-auto shrink-0 text-mute">follows from others</span> : null}
                </button>
                <button
                  type="button"
                  aria-label={`Remove the dependency on step ${number}`}
                  onClick={() => apply({ type: 'remove-dependency', parent: parent.id, step: step.id })}
                  className="inline-flex size-6 shrink-0 cursor-pointer items-center justify-center rounded-md text-mute hover:bg-line-soft hover:text-ink"
                >
                  <X size={13} aria-hidden="true" />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {index > 0 ? <AddDependency step={step} curated={curated} index={index} /> : null}
      {children.length > 0 ? (
        <p className="text-mute text-xs">
          Needed by{' '}
          {children.map(({ id, number }, at) => (
            <span key={id}>
              {at > 0 ? ', ' : ''}
              <button
                type="button"
                onClick={() => select(id)}
                aria-label={`Step ${number}`}
                className="cursor-pointer rounded px-0.5 text-ink tabular-nums underline decoration-dotted underline-offset-2 hover:decoration-solid"
              >
                {number}
              </button>
            </span>
          ))}
        </p>
      ) : null}
    </div>
  );
}

/** A person finds an earlier step by its number or a word, and adds it with Enter. */
function AddDependency({ step, curated, index }: StepProps) {
  const asked = useWorkbench((state) => state.dependenciesAsked);
  const { apply } = useWorkbenchActions();
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const seen = useRef(asked);
  const id = useId();
  useEffect(() => {
    if (asked === seen.current) return;
    seen.current = asked;
    input.current?.focus();
  }, [asked]);

  const found = useEarlierSteps({ curated, index }, search);
  const current = Math.min(at, found.length - 1);
  const optionId = (number: number) => `${id}-${number}`;
  const currentOption = open ? found[current] : undefined;

  function add(parent: string): void {
    apply({ type: 'add-dependency', parent, step: step.id });
    setSearch('');
    setAt(0);
  }

  return (
    <div className="relative">
      <TextInput
        ref={input}
        role="combobox"
        aria-label="Add a dependency on an earlier step"
        aria-expanded={open && found.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={currentOption ? optionId(currentOption.number) : undefined}
        aria-keyshortcuts="D"
        autoComplete="off"
        placeholder="Add: number or words of an earlier step"
        value={search}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={({ target }) => {
          setSearch(target.value);
          setAt(0);
          setOpen(true);
        }}
        onKeyDown={(event) => {
          const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
          if (by !== 0) {
            event.preventDefault();
            if (open) setAt((current + by + found.length) % Math.max(1, found.length));
            setOpen(true);
          } else if (event.key === 'Enter' && currentOption) {
            event.preventDefault();
            add(currentOption.id);
          } else if (event.key === 'Escape') {
            event.stopPropagation();
            if (open && search !== '') setSearch('');
            else {
              // On a phone the source may be out of sight and takes no focus.
              event.currentTarget.blur();
              document.querySelector<HTMLElement>('[data-workbench-keys] [role=grid]')?.focus();
            }
          }
        }}
        className="h-8 text-xs sm:text-xs"
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Earlier steps"
        hidden={!open || found.length === 0}
        tabIndex={-1}
        className="mt-1 max-h-44 overflow-y-auto rounded-lg border border-line bg-panel p-1"
      >
        {found.map(({ id: parent, number, title }, place) => (
          <div
            key={parent}
            id={optionId(number)}
            role="option"
            tabIndex={-1}
            aria-selected={place === current}
            // Runs before the field loses the focus, which closes the list.
            onPointerDown={(event) => {
              event.preventDefault();
              add(parent);
            }}
            className={cn(
              'flex cursor-pointer items-baseline gap-2 rounded-md px-2 py-1 text-xs',
              place === current ? 'bg-line-soft' : 'hover:bg-line-soft/60',
            )}
          >
            <span className="w-5 shrink-0 text-right font-semibold tabular-nums">{number}</span>
            <span className="truncate">{title}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

/** What a search leaves of the steps before this one that it does not depend on yet. */
function useEarlierSteps({ curated, index }: Pick<StepProps, 'curated' | 'index'>, search: string) {
  const steps = useWorkbench(({ draft }) => draft.steps);
  const source = useWorkbench((state) => state.source);
  return useMemo(() => {
    const wanted = search.trim().toLowerCase();
    return (
      steps
        .slice(0, index)
        .map((earlier, place) => ({ id: earlier.id, number: place + 1, title: stepTitle(source, earlier) }))
        .filter(({ number }) => !curated.parents.includes(number))
        .filter(({ number, title }) =>
          /^\d+$/.test(wanted) ? String(number).startsWith(wanted) : title.toLowerCase().includes(wanted),
        )
        // The nearest first: most steps continue from the one just done.
        .reverse()
    );
  }, [steps, source, index, curated.parents, search]);
}
