import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export interface EmptyStateProps {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
}

/** Shown where there is nothing yet: says what would be here and how it gets here. */
export function EmptyState({ icon, title, children, actions, className }: EmptyStateProps) {
  return (
    <div
      className={cn(
        'flex flex-col items-center rounded-xl border border-line border-dashed px-6 py-8 text-center',
        className,
      )}
    >
      {icon ? (
        <div className="mb-3 text-faint" aria-hidden="true">
          {icon}
        </div>
      ) : null}
      <p className="font-medium text-sm">{title}</p>
      {children ? <div className="mt-1 max-w-md text-mute text-ui leading-relaxed">{children}</div> : null}
      {actions ? <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
