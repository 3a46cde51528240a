'use client';

import { Info, X } from 'lucide-react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { useDependencies, useDependencyActions } from './dependency-context.tsx';

/** Over the graph: where a new dependency has gone that is not drawn. Why one was refused is told by workbench-extras. */
export function DependencyNotice() {
  const hiddenNew = useDependencies((view) => view.hiddenNew);
  const { setShowAll } = useDependencyActions();
  if (!hiddenNew) return null;
  return (
    <div className="pointer-events-none absolute inset-x-2 top-2 z-[8] flex justify-center">
      <div className="pointer-events-auto flex max-w-md animate-rise items-start gap-2 rounded-xl border border-line bg-panel py-2 pr-1.5 pl-3 text-[12.5px] text-ink leading-5 shadow-card">
        <Info size={15} aria-hidden="true" className="mt-[3px] shrink-0 text-plan" />
        <div className="flex min-w-0 flex-1 flex-col items-start">
          <span role="status">
            Step {hiddenNew.step} needs step {hiddenNew.parent} now. That follows from other dependencies too,
            so it is not drawn.
          </span>
          <Button size="sm" className="mt-1.5" onClick={() => setShowAll(true)}>
            Show all
          </Button>
        </div>
        <IconButton label="Dismiss" size="sm" icon={<X size={14} />} onClick={() => setShowAll(false)} />
      </div>
    </div>
  );
}
