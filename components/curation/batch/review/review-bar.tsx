'use client';

import { Check, ChevronLeft, ChevronRight, PencilLine, X } from 'lucide-react';
import { verdictNames } from '#components/curation/batch/words.ts';
import { Button, IconButton } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatInteger, formatShare } from '#lib/base/format.ts';
import type { CurationRow, Verdict } from '#lib/contract/curation-record.ts';
import type { Agreement } from './agreement.ts';

export interface ReviewBarProps {
  readonly rows: readonly CurationRow[];
  readonly at: number;
  readonly agreement: Agreement;
  readonly onGo: (index: number) => void;
  readonly onJudge: (verdict: Verdict) => void;
}

const verdicts: readonly {
  verdict: Verdict;
  label: string;
  shortcut: string;
  icon: React.ReactNode;
  on: string;
}[] = [
  {
    verdict: 'accept',
    label: 'Accept',
    shortcut: 'A',
    icon: <Check size={15} />,
    on: 'border-ok bg-ok-bg text-ok',
  },
  {
    verdict: 'reject',
    label: 'Reject',
    shortcut: 'R',
    icon: <X size={15} />,
    on: 'border-warn bg-warn-bg text-warn',
  },
  {
    verdict: 'fix',
    label: 'Fix',
    shortcut: 'F',
    icon: <PencilLine size={14} />,
    on: 'border-plan bg-plan-bg text-plan',
  },
];

/** The verdicts, at the end of the window, with the place in the sample and how often person and pipeline agree. */
export function ReviewBar({ rows, at, agreement, onGo, onJudge }: ReviewBarProps) {
  const current = rows[at]?.review ?? null;
  const reviewed = rows.filter(({ review }) => review !== null).length;
  return (
    <section
      aria-label="Verdict"
      className="fixed inset-x-0 bottom-0 z-30 border-line border-t bg-panel/95 px-3 py-2.5 backdrop-blur-sm sm:px-6"
    >
      <div className="mx-auto flex max-w-[1440px] flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex items-center gap-1">
          <IconButton
            label="Record before"
            shortcut="K"
            tooltipSide="top"
            icon={<ChevronLeft size={16} />}
            disabled={at === 0}
            onClick={() => onGo(at - 1)}
          />
          <p className="min-w-16 text-center text-ui tabular-nums">
            {formatInteger(at + 1)} of {formatInteger(rows.length)}
          </p>
          <IconButton
            label="Next record"
            shortcut="J"
            tooltipSide="top"
            icon={<ChevronRight size={16} />}
            disabled={at === rows.length - 1}
            onClick={() => onGo(at + 1)}
          />
        </div>
        <p role="status" className="text-mute text-xs tabular-nums max-sm:ml-auto">
          {formatInteger(reviewed)} reviewed
          {agreement.observed === null ? '' : ` · ${formatShare(agreement.observed)} agreement`}
          <span className="sr-only">
            {current === null ? '. No verdict on this one.' : `. This one is ${verdictNames[current]}.`}
          </span>
        </p>
        <div className="ml-auto flex gap-2 max-sm:w-full">
          {verdicts.map(({ verdict, label, shortcut, icon, on }) => (
            <Button
              key={verdict}
              size="lg"
              icon={<span aria-hidden="true">{icon}</span>}
              aria-pressed={current === verdict}
              aria-keyshortcuts={shortcut}
              onClick={() => onJudge(verdict)}
              className={cn('max-sm:flex-1', current === verdict && on)}
            >
              {label}
              <span aria-hidden="true" className="font-mono text-[11px] text-mute max-sm:hidden">
                {shortcut}
              </span>
            </Button>
          ))}
        </div>
      </div>
    </section>
  );
}
