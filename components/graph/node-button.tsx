'use client';

import { type ReactNode, useCallback } from 'react';
import { useSession, useSessionActions } from '#components/playback/session-context.tsx';
import { cn } from '#components/ui/cn.ts';
import type { GraphNodeId } from '#lib/graph/graph.ts';

export interface NodeButtonProps {
  id: GraphNodeId;
  /** Whole accessible name: the visible tail changes ten times a second and is no name. */
  label: string;
  critical?: boolean;
  className?: string;
  children: ReactNode;
}

/** A node as a button: one of them is in the tab order, arrows lead from one to the next (graph-view.tsx). */
export function NodeButton({ id, label, critical = false, className, children }: NodeButtonProps) {
  const selected = useSession((session) => session.selection === id);
  const inTabOrder = useSession((session) => (session.selection ?? 'question') === id);
  const actions = useSessionActions();
  const open = useCallback(() => actions.inspect(id), [actions, id]);
  return (
    <div
      className={cn(
        'node-card relative h-full w-full rounded-[10px] border shadow-card transition-[border-color,box-shadow] duration-200',
        critical && 'border-(--crit-line)! ring-(--crit-line) ring-1',
        selected && 'outline-2 outline-ink outline-offset-3',
        className,
      )}
    >
      {children}
      {/* Lies on top of the card, not around it: the visible text changes ten times a second, and a button's name should not. */}
      <button
        type="button"
        data-node={id}
        tabIndex={inTabOrder ? 0 : -1}
        aria-label={critical ? `${label}, on the critical path` : label}
        aria-pressed={selected}
        onClick={open}
        className="absolute -inset-px cursor-pointer rounded-[inherit]"
      />
    </div>
  );
}
