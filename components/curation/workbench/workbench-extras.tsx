'use client';

import { X } from 'lucide-react';
import { useEffect } from 'react';
import { partLooks } from '#components/curation/workbench/source/line-parts.ts';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { formatCount } from '#components/ui/format.ts';
import { KeysDialog } from '#components/ui/keys/keys-dialog.tsx';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';
import { useWorkbenchKeys } from './use-workbench-keys.ts';
import { workbenchKeys } from './workbench-keys.ts';

/** How long a refusal is shown, ms: some are long, with a path of numbers. */
const SHOW_REFUSAL_MS = 12_000;

/**
 * What belongs to the whole workbench and to no pane: keys, announcements of edits for screen readers, refusals,
 * dialogs.
 */
export function WorkbenchExtras() {
  useWorkbenchKeys();
  return (
    <>
      <Announcer />
      <Refusal />
      <HelpDialog />
      <ConflictDialog />
    </>
  );
}

function Announcer() {
  const { text, count } = useWorkbench((state) => state.announcement);
  return (
    <p role="status" aria-live="polite" className="sr-only" data-testid="workbench-announcer">
      {/* A screen reader reads the same sentence a second time only if it is another element. */}
      <span key={count}>{text}</span>
    </p>
  );
}

function Refusal() {
  const refusal = useWorkbench((state) => state.refusal);
  const { apply, dismissRefusal } = useWorkbenchActions();
  useEffect(() => {
    if (!refusal) return;
    const timer = setTimeout(dismissRefusal, SHOW_REFUSAL_MS);
    return () => clearTimeout(timer);
  }, [refusal, dismissRefusal]);
  return (
    <div role="alert" className="pointer-events-none fixed inset-x-0 bottom-4 z-40 flex justify-center px-4">
      {refusal ? (
        <div className="pointer-events-auto flex max-w-xl animate-rise items-center gap-3 rounded-xl border border-crit/40 bg-panel py-2 pr-2 pl-4 text-ui shadow-card">
          <p className="min-w-0 flex-1">{refusal.message}</p>
          {refusal.instead ? (
            <Button size="sm" onClick={() => refusal.instead && apply(refusal.instead.edit)}>
              {refusal.instead.label}
            </Button>
          ) : null}
          <IconButton label="Dismiss" size="sm" icon={<X size={14} />} onClick={dismissRefusal} />
        </div>
      ) : null}
    </div>
  );
}

/** Two windows changed the same record: a person decides which version stays. */
function ConflictDialog() {
  const conflict = useWorkbench((state) => state.conflict);
  const cursor = useWorkbench(({ editLog }) => editLog.cursor);
  const { resolveConflict } = useWorkbenchActions();
  return (
    <Dialog
      open={conflict !== null}
      // Closing without a decision would mean that nothing is ever saved again.
      onClose={() => resolveConflict('load-stored')}
      title="Changed in another window"
      description="This record was saved elsewhere after this page began. Only one of the two versions can stay."
      footer={
        <>
          <Button onClick={() => resolveConflict('load-stored')}>Load the other version</Button>
          <Button variant="danger" onClick={() => resolveConflict('overwrite')}>
            Overwrite it with this one
          </Button>
        </>
      }
    >
      <p className="text-ui">
        Here {formatCount(cursor, 'correction')}; the other version has{' '}
        {formatCount(conflict?.stored.editLog.cursor ?? 0, 'correction')}.
      </p>
    </Dialog>
  );
}

function HelpDialog() {
  const open = useWorkbench((state) => state.helpOpen);
  const { closeHelp } = useWorkbenchActions();
  return (
    <KeysDialog
      table={workbenchKeys}
      open={open}
      onClose={closeHelp}
      size="lg"
      columns
      description="They work while nothing is typed. By mouse, touch or pen: click a line, drag over several, and drag the handle between two parts or steps to move it."
    >
      <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-ui">
        {Object.values(partLooks).map(({ letter, name, icon: Icon }) => (
          <li key={letter} className="flex items-center gap-1.5">
            <span className="font-bold font-mono text-xs">{letter}</span>
            <Icon size={13} aria-hidden="true" />
            {name}
          </li>
        ))}
        <li className="flex items-center gap-1.5">
          <span className="font-mono text-warn text-xs">∅</span> of no step
        </li>
      </ul>
    </KeysDialog>
  );
}
