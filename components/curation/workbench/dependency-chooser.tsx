'use client';

import { useId, useMemo, useState } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextInput } from '#components/ui/field.tsx';
import { plainHead } from '#lib/graph/plain-math.ts';
import { useDependencies, useDependencyActions } from './dependency-context.tsx';
import { useWorkbench } from './use-workbench.tsx';

/** Draws a dependency by keyboard: type a number or a word, arrows, Enter. */
export function DependencyChooser() {
  const id = useDependencies((view) => view.choosingFor);
  const step = useWorkbench(({ curated }) => curated.steps.find((candidate) => candidate.id === id));
  const { choose } = useDependencyActions();
  return (
    <Dialog
      open={step !== undefined}
      onClose={() => choose(null)}
      title={`Step ${step?.number ?? ''} needs…`}
      description="The step that must be done before. Type its number or a word of it."
    >
      {step ? <Choices id={step.id} number={step.number} parents={step.parents} /> : null}
    </Dialog>
  );
}

function Choices({ id, number, parents }: { id: string; number: number; parents: readonly number[] }) {
  const draft = useWorkbench((state) => state.draft);
  const { add } = useDependencyActions();
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const found = useMemo(() => {
    const all = draft.steps.map((step, index) => ({
      id: step.id,
      number: index + 1,
      words: plainHead(step.description, 90),
    }));
    const others = all.filter((step) => step.id !== id && !parents.includes(step.number));
    // What is nearest before comes first: most steps go on from what was just done.
    const earlier = others.filter((step) => step.number < number).reverse();
    const later = others.filter((step) => step.number > number);
    return [...earlier, ...later].filter((step) => matches(step, search));
  }, [draft, id, number, parents, search]);
  const current = Math.min(at, found.length - 1);

  return (
    <div>
      <TextInput
        role="combobox"
        aria-label="Step"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={found[current] ? `${list}-${found[current].number}` : undefined}
        autoComplete="off"
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          const move = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
          if (move !== 0) {
            event.preventDefault();
            setAt((current + move + found.length) % Math.max(1, found.length));
          }
          const chosen = found[current];
          if (event.key === 'Enter' && chosen) {
            event.preventDefault();
            add(chosen.id, id);
          }
        }}
      />
      <div
        id={list}
        role="listbox"
        aria-label="Steps"
        tabIndex={-1}
        className="mt-2 max-h-72 overflow-y-auto rounded-lg border border-line-soft"
      >
        {found.map((step, index) => (
          // Chosen by click too; the keys are the text field's.
          <button
            key={step.id}
            id={`${list}-${step.number}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            ref={(element) => {
              if (index === current) element?.scrollIntoView({ block: 'nearest' });
            }}
            onClick={() => add(step.id, id)}
            className={cn(
              'flex w-full cursor-pointer items-baseline gap-2 px-2.5 py-1.5 text-left text-ui',
              index === current ? 'bg-line-soft' : 'hover:bg-line-soft/60',
            )}
          >
            <span className="w-7 shrink-0 text-right font-semibold tabular-nums">{step.number}</span>
            <span className="min-w-0 flex-1 truncate text-mute">{step.words}</span>
            {step.number > number ? <span className="shrink-0 text-faint text-xs">later</span> : null}
          </button>
        ))}
        {found.length === 0 ? (
          <p className="px-2.5 py-2 text-mute text-ui">No other step is like that.</p>
        ) : null}
      </div>
    </div>
  );
}

function matches({ number, words }: { number: number; words: string }, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return true;
  return /^\d+$/.test(wanted) ? String(number).startsWith(wanted) : words.toLowerCase().includes(wanted);
}
