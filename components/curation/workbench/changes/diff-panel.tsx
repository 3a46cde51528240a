'use client';

import { History, RotateCcw } from 'lucide-react';
import { useMemo } from 'react';
import { useWorkbench, useWorkbenchActions } from '#components/curation/workbench/use-workbench.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { formatCount } from '#components/ui/format.ts';
import { diffDecompositions } from '#lib/curation/edits/diff.ts';
import { DiffStep } from './diff-step.tsx';
import { proposalWords, shownChanges } from './diff-words.ts';

/** The draft against the proposal, step by step, with a way to revert single changes. */
export function DiffPanel() {
  const proposal = useWorkbench(({ record }) => record.proposal);
  const draft = useWorkbench((state) => state.draft);
  const { revertAll } = useWorkbenchActions();
  const diff = useMemo(() => diffDecompositions(proposal.decomposition, draft), [proposal, draft]);
  const changed = diff.steps.filter(({ kind }) => kind !== 'unchanged');
  return (
    <section aria-label="Changes" className="flex h-full min-h-0 flex-col overflow-y-auto bg-panel">
      <header className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2">
        <h2 className="min-w-0 flex-1 text-ui">
          <span className="font-semibold">
            {changed.length === 0 ? 'No changes' : `${formatCount(changed.length, 'step')} changed`}
          </span>
          <span className="block text-mute text-xs">{proposalWords(proposal)}</span>
        </h2>
        {changed.length > 0 ? (
          <Button size="sm" icon={<RotateCcw size={13} />} onClick={revertAll}>
            Revert all
          </Button>
        ) : null}
      </header>
      {changed.length === 0 ? (
        <EmptyState icon={<History size={20} />} title="The draft is the proposal" className="m-4">
          What you correct is listed here, step by step, and can be taken back one by one.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line-soft">
          {changed.map((change) => (
            <DiffStep
              key={change.id}
              change={change}
              changes={shownChanges(change, proposal.decomposition, draft)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
