'use client';

import { ChevronDown, RotateCcw, Sparkles } from 'lucide-react';
import { useState } from 'react';
import { curationApi } from '#components/api/curation-requests.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { useEndpoints } from '#components/api/use-endpoints.ts';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { assertUnreachable } from '#lib/base/assert.ts';
import type { ProposalAuthor } from '#lib/contract/curation-record.ts';
import type { ProposerChoice } from '#lib/contract/curation-requests.ts';
import { useWorkbench } from './use-workbench.tsx';

/** Who took the trace apart; a menu lets another do it again, which discards the corrections. */
export function Proposer({ onProposed }: { onProposed: () => void }) {
  const id = useWorkbench((state) => state.record.id);
  const { stepsBy, parentsBy } = useWorkbench((state) => state.record.proposal);
  const edited = useWorkbench((state) => state.editLog.edits.length > 0);
  const endpoints = useEndpoints();
  const [asked, setAsked] = useState<ProposerChoice | null>(null);
  const [busy, setBusy] = useState(false);
  const [steps, parents] = [authorWords(stepsBy), authorWords(parentsBy)];
  const words = steps === parents ? `by ${steps}` : `steps by ${steps}, dependencies by ${parents}`;

  async function propose(choice: ProposerChoice): Promise<void> {
    setBusy(true);
    try {
      await curationApi.propose(id, choice);
      onProposed();
    } catch (error) {
      reportFailure(error);
    } finally {
      setBusy(false);
      setAsked(null);
    }
  }

  const choose = (choice: ProposerChoice) =>
    edited || stepsBy.kind === 'authors-files' ? setAsked(choice) : void propose(choice);
  // The built-in solves number puzzles by rules; it cannot read a trace.
  const models =
    endpoints.status === 'ready' ? endpoints.list.endpoints.filter(({ kind }) => kind !== 'built-in') : [];
  return (
    <>
      <Menu
        label="Take the trace apart anew"
        align="start"
        items={[
          {
            id: 'rules',
            label: 'Take apart anew by rules',
            icon: <RotateCcw size={14} aria-hidden="true" />,
            onSelect: () => choose({}),
          },
          ...models.map((endpoint) => ({
            id: endpoint.id,
            label: `Take apart anew by ${endpoint.name}`,
            description: endpoint.model,
            icon: <Sparkles size={14} aria-hidden="true" />,
            onSelect: () => choose({ endpointId: endpoint.id }),
          })),
        ]}
      >
        {(trigger) => (
          <button
            {...trigger}
            type="button"
            disabled={busy}
            className="-mx-1 inline-flex min-w-0 cursor-pointer items-center gap-1 rounded-md px-1 py-1 text-mute text-xs hover:bg-line-soft hover:text-ink max-sm:hidden"
          >
            <span className="truncate">{words}</span>
            <ChevronDown size={12} aria-hidden="true" className="shrink-0" />
          </button>
        )}
      </Menu>
      <ConfirmDialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={() => asked && void propose(asked)}
        busy={busy}
        title="Take the trace apart anew?"
        description={
          edited
            ? 'Your corrections lie on the steps as they are: they are lost with them. This cannot be undone.'
            : 'The steps and dependencies of the files are replaced. This cannot be undone.'
        }
        confirmLabel="Take apart anew"
      />
    </>
  );
}

function authorWords(author: ProposalAuthor): string {
  switch (author.kind) {
    case 'rules':
      return `rules v${author.version}`;
    case 'model':
      return author.model;
    case 'authors-files':
      return 'the authors’ files';
    default:
      return assertUnreachable(author);
  }
}
