'use client';

import { ChevronRight, SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import type { Finding, FindingKind } from '#lib/contract/findings.ts';
import { streamName } from '#lib/graph/stream-names.ts';
import { streamOf } from '#lib/trace/streams.ts';
import { ChecksDialog } from './checks-dialog.tsx';
import { type Dismiss, Dismissable } from './dismissable.tsx';
import type { Dismissed } from './doctor-context.tsx';
import { titleOf } from './finding-title.ts';
import { certaintyWords, explanationOf, kindLooks, kinds, severityLooks } from './finding-words.tsx';

/** Everything the doctor found in one trace, by kind. `running`: there may be more later. */
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

/** The dismissed findings, folded, with the reasons. */
function DismissedList({
  dismissed,
  onUndo,
}: {
  dismissed: readonly Dismissed[];
  onUndo?: (dismissal: Dismissed['dismissal']) => void;
}) {
  if (dismissed.length === 0) return null;
  return (
    <details className="group mb-1">
      <summary className="-mx-2 flex cursor-pointer list-none items-center gap-1.5 rounded-md px-2 py-1 text-[12.5px] text-mute hover:bg-line-soft [&::-webkit-details-marker]:hidden">
        <ChevronRight
          size={12}
          aria-hidden="true"
          className="shrink-0 text-faint transition-transform group-open:rotate-90"
        />
        {dismissed.length} dismissed
      </summary>
      <ul className="space-y-1.5 pb-1 pl-[15px]">
        {dismissed.map(({ finding, dismissal }, index) => {
          const [place] = finding.places;
          const stream = place ? streamOf(place) : null;
          return (
            <li
              key={`${dismissal.seq} ${index.toString()}`}
              className="flex items-start gap-2 text-[12.5px] text-mute leading-[18px]"
            >
              <span className="min-w-0 flex-1">
                <span className="block">
                  {titleOf(finding)}
                  {stream ? <span className="text-[11px] text-faint"> · {streamName(stream)}</span> : null}
                </span>
                <span className="block break-words">“{dismissal.reason}”</span>
              </span>
              {onUndo ? (
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={`Undo: ${titleOf(finding)}`}
                  onClick={() => onUndo(dismissal)}
                >
                  Undo
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </details>
  );
}

/** One finding; a button where it has a place to go to. */
function FindingItem({
  finding,
  current = false,
  onGoTo,
}: {
  finding: Finding;
  current?: boolean;
  onGoTo: (finding: Finding) => void;
}) {
  const { icon: Icon, tone } = severityLooks[finding.severity];
  const [place] = finding.places;
  const stream = place ? streamOf(place) : null;
  const body = (
    <>
      <Icon size={13} aria-hidden="true" className={cn('mt-[3px] shrink-0', tone)} />
      <span className="min-w-0">
        <span className="sr-only">{finding.severity}: </span>
        <span className="block font-medium text-ink">{titleOf(finding)}</span>
        <span className="line-clamp-4 break-words">{explanationOf(finding)}</span>
        <span className="block text-[11px] text-faint">
          {stream ? `${streamName(stream)} · ` : ''}
          <span title={certaintyWords[finding.certainty]}>{finding.certainty}</span>
        </span>
      </span>
    </>
  );
  const look = 'flex w-full gap-2 rounded-md px-2 py-1 text-left text-[12.5px] text-mute leading-[18px]';
  if (!stream) return <p className={look}>{body}</p>;
  return (
    <button
      type="button"
      aria-current={current || undefined}
      className={cn(look, 'cursor-pointer hover:bg-line-soft', current && 'bg-crit-bg')}
      onClick={() => onGoTo(finding)}
    >
      {body}
    </button>
  );
}
