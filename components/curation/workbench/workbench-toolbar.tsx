'use client';

import { FileDiff, MessageCircleQuestion, SlidersHorizontal } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { NumbersStrip } from './numbers-strip.tsx';
import { useWorkbench } from './use-workbench.tsx';
import { RecordExport } from './workbench-export.tsx';
import type { Aside } from './workbench-header.tsx';
import { Proposer } from './workbench-proposer.tsx';
import { Verdict } from './workbench-verdict.tsx';

const profileNames = { paper: 'Paper', authors: 'Authors', custom: 'Custom' };

/** Verdict, numbers, and buttons for the panels beside the panes. */
export function WorkbenchToolbar({
  aside,
  onAside,
  onProposed,
}: {
  aside: Aside | null;
  onAside: (aside: Aside) => void;
  /** Called when rules or a model start to take it apart again. */
  onProposed: () => void;
}) {
  const profile = useWorkbench((state) => state.settings.profile);
  const edits = useWorkbench((state) => state.editLog.cursor);
  const questionless = useWorkbench((state) => (state.question ?? '').trim() === '');
  return (
    <div className="flex items-center gap-x-5 gap-y-1.5 border-line border-b bg-panel px-3 py-1.5 max-xl:flex-wrap">
      <div className="flex min-w-0 shrink-0 items-center gap-2 max-xl:flex-1">
        <Verdict />
        <Proposer onProposed={onProposed} />
      </div>
      <div className="min-w-0 flex-1 overflow-x-auto py-0.5 [scrollbar-width:none] max-xl:order-last max-xl:basis-full">
        <NumbersStrip />
      </div>
      <div className="flex shrink-0 items-center gap-1.5">
        <Button
          size="sm"
          aria-expanded={aside === 'settings'}
          icon={<SlidersHorizontal size={13} aria-hidden="true" />}
          onClick={() => onAside('settings')}
        >
          <span className="max-sm:sr-only">{profileNames[profile]}</span>
        </Button>
        <Button
          size="sm"
          aria-expanded={aside === 'about'}
          icon={<MessageCircleQuestion size={13} aria-hidden="true" />}
          onClick={() => onAside('about')}
        >
          <span className="max-sm:sr-only">Question</span>
          {questionless ? <span className="size-1.5 rounded-full bg-crit" aria-hidden="true" /> : null}
          {questionless ? <span className="sr-only">, missing</span> : null}
        </Button>
        <Button
          size="sm"
          aria-expanded={aside === 'diff'}
          icon={<FileDiff size={13} aria-hidden="true" />}
          onClick={() => onAside('diff')}
        >
          <span className="max-sm:sr-only">Changes</span>
          {edits > 0 ? <span className="text-mute tabular-nums">{edits}</span> : null}
        </Button>
        <RecordExport />
      </div>
    </div>
  );
}
