'use client';

import { CircleAlert, Info, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { useDependencies, useDependencyActions } from './dependency-context.tsx';
import { useWorkbench, useWorkbenchActions } from './use-workbench.tsx';

/** Over the graph: why an edit was refused, with the path of a cycle, or where a new dependency has gone. */
export function DependencyNotice() {
  const refusal = useWorkbench((state) => state.refusal);
  const hiddenNew = useDependencies((view) => view.hiddenNew);
  const { setShowAll } = useDependencyActions();
  const { dismissRefusal, apply } = useWorkbenchActions();
  if (refusal) {
    const { message, path, instead } = refusal;
    return (
      <Notice tone="warn" onClose={dismissRefusal}>
        <span role="alert">
          <span className="font-medium">Not done. </span>
          {path ? (
            <>
              That would close a circle:{' '}
              <span className="whitespace-nowrap font-semibold tabular-nums">{path.join(' → ')}</span>
            </>
          ) : (
            message
          )}
        </span>
        {instead ? (
          <Button size="sm" className="mt-1.5" onClick={() => apply(instead.edit)}>
            {instead.label}
          </Button>
        ) : null}
      </Notice>
    );
  }
  if (!hiddenNew) return null;
  return (
    <Notice tone="info" onClose={() => setShowAll(false)}>
      <span role="status">
        Step {hiddenNew.step} needs step {hiddenNew.parent} now. It follows from other dependencies too, so it
        is not drawn.
      </span>
      <Button size="sm" className="mt-1.5" onClick={() => setShowAll(true)}>
        Show all
      </Button>
    </Notice>
  );
}

function Notice({
  tone,
  onClose,
  children,
}: {
  tone: 'warn' | 'info';
  onClose: () => void;
  children: ReactNode;
}) {
  const Icon = tone === 'warn' ? CircleAlert : Info;
  return (
    <div className="pointer-events-none absolute inset-x-2 top-2 z-[8] flex justify-center">
      <div
        className={cn(
          'pointer-events-auto flex max-w-md animate-rise items-start gap-2 rounded-xl border bg-panel py-2 pr-1.5 pl-3 text-[12.5px] text-ink leading-5 shadow-card',
          tone === 'warn' ? 'border-warn/40' : 'border-line',
        )}
      >
        <Icon
          size={15}
          aria-hidden="true"
          className={cn('mt-[3px] shrink-0', tone === 'warn' ? 'text-warn' : 'text-plan')}
        />
        <div className="flex min-w-0 flex-1 flex-col items-start">{children}</div>
        <IconButton label="Dismiss" size="sm" icon={<X size={14} />} onClick={onClose} />
      </div>
    </div>
  );
}
