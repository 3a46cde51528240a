'use client';

import Link from 'next/link';
import { useState } from 'react';
import { titleOf } from '#components/doctor/finding-title.ts';
import { certaintyWords, explanationOf, severityLooks } from '#components/doctor/finding-words.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { formatCount } from '#components/ui/format.ts';
import type { Finding } from '#lib/contract/findings.ts';
import { checks } from '#lib/doctor/checks.ts';
import { streamName } from '#lib/graph/stream-names.ts';
import { streamOf } from '#lib/trace/streams.ts';
import { type CheckGroup, findingHref, nameOf, type TraceFindings } from './group-findings.ts';

/** Traces listed at first, and added with each click: a page of thousands would take seconds to lay out. */
const STEP = 25;

/** One check: what it looks for, and where it found something. */
export function CheckGroupSection({ group }: { group: CheckGroup }) {
  const [most, setMost] = useState(STEP);
  const check = checks.find(({ code }) => code === group.code);
  const rest = group.traces.length - most;
  return (
    <section
      aria-label={titleOf(group)}
      className="mb-6 overflow-hidden rounded-xl border border-line bg-panel"
    >
      <header className="border-line-soft border-b px-4 py-3">
        <h2 className="flex flex-wrap items-baseline gap-x-2 font-semibold text-sm">
          {titleOf(group)}
          <span className="font-normal text-mute text-xs">
            {formatCount(group.count, 'time')} in {formatCount(group.traces.length, 'trace')}
          </span>
        </h2>
        {check ? <p className="mt-0.5 text-mute text-ui leading-relaxed">{check.description}</p> : null}
      </header>
      <ul className="divide-y divide-line-soft">
        {group.traces.slice(0, most).map((found) => (
          <TraceItem key={found.trace.id} found={found} />
        ))}
      </ul>
      {rest > 0 ? (
        <div className="border-line-soft border-t px-4 py-2">
          <Button size="sm" onClick={() => setMost(most + STEP)}>
            Show {formatCount(Math.min(rest, STEP), 'more trace')} of {rest}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function TraceItem({ found: { trace, findings } }: { found: TraceFindings }) {
  return (
    <li className="px-4 py-2.5">
      <p className="truncate font-medium text-ui" title={trace.question}>
        {nameOf(trace)}
      </p>
      <ul>
        {findings.map((finding) => (
          <li key={findingHref(trace, finding)}>
            <FindingLink href={findingHref(trace, finding)} finding={finding} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function FindingLink({ href, finding }: { href: string; finding: Finding }) {
  const { icon: Icon, tone } = severityLooks[finding.severity];
  const [place] = finding.places;
  const stream = place ? streamOf(place) : null;
  return (
    <Link
      href={href}
      prefetch={false}
      className="-mx-2 flex gap-2 rounded-md px-2 py-1 text-[12.5px] text-mute leading-[18px] hover:bg-line-soft hover:text-ink"
    >
      <Icon size={13} aria-hidden="true" className={cn('mt-[3px] shrink-0', tone)} />
      <span className="min-w-0">
        <span className="sr-only">{finding.severity}: </span>
        <span className="break-words">{explanationOf(finding)}</span>
        <span className="block text-[11px] text-faint">
          {stream ? `${streamName(stream)} · ` : ''}
          <span title={certaintyWords[finding.certainty]}>{finding.certainty}</span>
        </span>
      </span>
    </Link>
  );
}
