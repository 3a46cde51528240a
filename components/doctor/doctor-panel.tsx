'use client';

import { ChevronRight, SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import type { Finding, FindingKind } from '#lib/contract/findings.ts';
import { ChecksDialog } from './checks-dialog.tsx';
import { type Dismiss, Dismissable } from './dismissable.tsx';
import { DismissedList } from './dismissed-list.tsx';
import type { Dismissed } from './doctor-context.tsx';
import { FindingItem } from './finding-item.tsx';
import { kindLooks, kinds } from './finding-words.tsx';

/** Everything the doctor found in one trace, by kind. `running`: more may come. */
export function DoctorPanel({
  findings,
  open = null,
  onGoTo,
  running = false,
  dismissed = [],
  onDismiss = null,
  onUndo,
}: {
  findings: readonly Finding[];
  open?: Finding | null;
  onGoTo: (finding: Finding) => void;
  running?: boolean;
  dismissed?: readonly Dismissed[];
  onDismiss?: Dismiss | null;
  onUndo?: (dismissal: Dismissed['dismissal']) => void;
}) {
  const [choosing, setChoosing] = useState(false);
  const serious = findings.filter(({ kind }) => kind !== 'note').length;
  return (
    <section aria-label="Doctor" id="doctor" tabIndex={-1} className="scroll-mt-4 outline-none">
      <div className="-mr-1.5 mb-1 flex items-center justify-between">
        <h2 className="font-semibold text-[11px] text-mute tracking-wide">
          Doctor{findings.length > 0 ? ` · ${findings.length}` : ''}
        </h2>
        <IconButton
          label="Checks"
          size="sm"
          icon={<SlidersHorizontal size={13} />}
          onClick={() => setChoosing(true)}
        />
      </div>
      {serious === 0 ? (
        <p className="mb-1 text-[12.5px] text-faint">
          {running ? 'No fault and no leak so far.' : 'No fault and no leak was found.'}
        </p>
      ) : null}
      {kinds.map((kind) => (
        <Group
          key={kind}
          kind={kind}
          findings={findings.filter((finding) => finding.kind === kind)}
          open={open}
          onGoTo={onGoTo}
          onDismiss={onDismiss}
        />
      ))}
      <DismissedList dismissed={dismissed} onUndo={onDismiss ? onUndo : undefined} />
      {findings.some(({ kind }) => kind === 'leak') ? (
        <Link
          href="/leaks"
          prefetch={false}
          className="mt-1 inline-block text-[11.5px] text-mute underline decoration-line underline-offset-3 hover:text-ink hover:decoration-current"
        >
          Leaks of all traces
        </Link>
      ) : null}
      <ChecksDialog open={choosing} onClose={() => setChoosing(false)} />
    </section>
  );
}

function Group({
  kind,
  findings,
  open,
  onGoTo,
  onDismiss,
}: {
  kind: FindingKind;
  findings: readonly Finding[];
  open: Finding | null;
  onGoTo: (finding: Finding) => void;
  onDismiss: Dismiss | null;
}) {
  if (findings.length === 0) return null;
  const { one, many, icon: Icon, tone, about } = kindLooks[kind];
  const name = findings.length === 1 ? one : many;
  return (
    <details className="group mb-1" open={kind !== 'note' || undefined}>
      <summary
        title={about}
        className="-mx-2 flex cursor-pointer list-none items-center gap-1.5 rounded-md px-2 py-1 font-medium text-[12.5px] hover:bg-line-soft [&::-webkit-details-marker]:hidden"
      >
        <ChevronRight
          size={12}
          aria-hidden="true"
          className="shrink-0 text-faint transition-transform group-open:rotate-90"
        />
        <Icon size={13} aria-hidden="true" className={cn('shrink-0', tone)} />
        {findings.length} {name}
      </summary>
      <ul className="-mx-2 space-y-px">
        {findings.map((finding, index) => (
          <li key={`${finding.code} ${index.toString()}`}>
            <Dismissable finding={finding} onDismiss={onDismiss}>
              <FindingItem finding={finding} current={finding === open} onGoTo={onGoTo} />
            </Dismissable>
          </li>
        ))}
      </ul>
    </details>
  );
}
