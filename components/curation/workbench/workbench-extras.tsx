'use client';

import { X } from 'lucide-react';
import { useEffect } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';
import { useWorkbenchKeys } from './use-workbench-keys.ts';

/** ms that a refusal is shown: some are long, with a path of numbers. */
const SHOW_REFUSAL_MS = 12_000;

/** What belongs to the whole workbench and to no pane: keys, what edits did for screen readers, refusals, dialogs. */
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
      {/* An equal sentence twice is read twice only where it is another element. */}
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
