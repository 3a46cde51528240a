import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import type { ApiError } from './api-error.ts';

export interface ProblemNoteProps {
  error: Pick<ApiError, 'title' | 'detail' | 'remedy'>;
  actions?: ReactNode;
  className?: string;
}

/** A failure in words: what happened, the detail, what to do. Screen readers announce it when it appears. */
export function ProblemNote({ error, actions, className }: ProblemNoteProps) {
  return (
    <div
      role="alert"
      className={cn(
        'flex items-start gap-2.5 rounded-xl bg-warn-bg px-3 py-2.5 text-ui leading-snug',
        className,
      )}
    >
      <TriangleAlert size={16} className="mt-0.5 shrink-0 text-warn" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-warn">{error.title}</p>
        {error.detail ? <p className="mt-0.5 break-words text-ink">{error.detail}</p> : null}
        {error.remedy ? <p className="mt-0.5 break-words text-ink">{error.remedy}</p> : null}
      </div>
      {actions}
    </div>
  );
}
