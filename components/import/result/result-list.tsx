'use client';

import { ArrowRight, GitCompareArrows, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { api } from '#components/api/client.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { FileCell } from '#components/import/file-cell.tsx';
import type { Outcome } from '#components/import/import-types.ts';
import { splitPath, strategyLabels } from '#components/import/import-words.ts';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { formatCount } from '#components/ui/format.ts';
import { Pill } from '#components/ui/pill.tsx';
import { useWindowList } from '#components/ui/table/window-list.ts';
import { showToast } from '#components/ui/toast.tsx';
import { plainHead } from '#lib/graph/plain-math.ts';
import { comparePath, type ResultRow } from './result-rows.ts';

/** Height of a row in px before we measure it. */
const ROW_HEIGHT = 88;

/** A list of results; beyond a hundred only those in view are in the document. */
export function ResultList({ rows }: { rows: readonly ResultRow[] }) {
  const list = useRef<HTMLUListElement>(null);
  const { style, items } = useWindowList(list, {
    count: rows.length,
    keyOf: (index) => rows[index]!.key,
    guess: ROW_HEIGHT,
  });

  return (
    <ul
      ref={list}
      aria-label="Result"
      className="relative mt-5 overflow-clip rounded-xl border border-line bg-panel"
      style={style}
    >
      {items.map(({ index, key, place }) => {
        const row = rows[index];
        if (!row) return null;
        return (
          <li
            key={key}
            {...place}
            aria-setsize={rows.length}
            aria-posinset={index + 1}
            className="border-line-soft border-b px-4 py-3 text-ui last:border-b-0"
          >
            {row.type === 'failed' ? <FailedRow row={row} /> : <ImportedRow row={row} />}
          </li>
        );
      })}
    </ul>
  );
}

function FailedRow({ row }: { row: Extract<ResultRow, { type: 'failed' }> }) {
  return (
    <div className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-3 gap-y-1 sm:grid-cols-[16px_minmax(0,1fr)_minmax(0,2fr)]">
      <TriangleAlert size={16} className="mt-0.5 text-warn" aria-label="Not imported" />
      <FileCell place={row.place} />
      <div className="min-w-0 break-words leading-snug max-sm:col-start-2">
        <p>{row.message}</p>
        {row.remedy ? <p className="mt-0.5 text-mute">{row.remedy}</p> : null}
      </div>
    </div>
  );
}

function ImportedRow({ row }: { row: Extract<ResultRow, { type: 'imported' }> }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-72">
        <p className="line-clamp-1 break-words font-medium leading-snug" title={row.question ?? undefined}>
          {row.question === null ? (
            <span className="text-mute">No question</span>
          ) : (
            plainHead(row.question, 200)
          )}
        </p>
        <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1">
          {row.members.map(({ trace, outcome }) => (
            <li key={trace.id} className="flex min-w-0 items-center gap-2 text-xs">
              <Pill tone={trace.strategy === 'sprint' ? 'plan' : 'seq'} className="px-1.5 py-0 text-2xs">
                {strategyLabels[trace.strategy]}
              </Pill>
              <Link
                href={`/sessions/${encodeURIComponent(outcome.sessionId)}`}
                prefetch={false}
                className="min-w-0 truncate text-plan underline underline-offset-2"
                title={trace.place.path}
              >
                {splitPath(trace.place.path).name}
                {trace.place.record ? `, record ${trace.place.record}` : ''}
              </Link>
              <Findings outcome={outcome} />
            </li>
          ))}
        </ul>
      </div>
      <RowAction row={row} />
    </div>
  );
}

/** A link to the pair's comparison, else to the session; on a phone the file's name leads there already. */
function RowAction({ row }: { row: Extract<ResultRow, { type: 'imported' }> }) {
  const [only] = row.members;
  if (row.compare) {
    return (
      <ButtonLink
        href={row.compare}
        prefetch={false}
        size="sm"
        icon={<GitCompareArrows size={13} aria-hidden="true" />}
      >
        Open pair in Compare
      </ButtonLink>
    );
  }
  if (!only) return null;
  const { sessionId, pairId } = only.outcome;
  if (pairId !== null && row.members.length === 1) return <StoredPairButton sessionId={sessionId} />;
  return (
    <ButtonLink
      href={`/sessions/${encodeURIComponent(sessionId)}`}
      prefetch={false}
      size="sm"
      variant="ghost"
      className="max-sm:hidden"
      icon={<ArrowRight size={13} aria-hidden="true" />}
    >
      Open
    </ButtonLink>
  );
}

/** The doctor's immediate findings; notes are statistics and stay out. */
function Findings({ outcome }: { outcome: Extract<Outcome, { kind: 'imported' }> }) {
  const errors = outcome.diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = outcome.diagnostics.filter(({ severity }) => severity === 'warning').length;
  if (errors + warnings === 0) return null;
  return (
    <span className="shrink-0 text-crit">
      {[errors > 0 && formatCount(errors, 'error'), warnings > 0 && formatCount(warnings, 'warning')]
        .filter(Boolean)
        .join(', ')}
    </span>
  );
}

/** For a trace whose partner was stored before: the server paired them by their question, and knows the partner. */
function StoredPairButton({ sessionId }: { sessionId: string }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);

  async function open() {
    setBusy(true);
    try {
      const { strategy, pair = [] } = await api.getSession(sessionId);
      const partner = pair.find((other) => other.strategy !== strategy);
      if (partner) {
        router.push(
          strategy === 'sprint' ? comparePath(sessionId, partner.id) : comparePath(partner.id, sessionId),
        );
        return;
      }
      showToast({ title: 'Its partner is not here any more', detail: 'It may have been deleted meanwhile.' });
    } catch (error) {
      reportFailure(error);
    }
    setBusy(false);
  }

  return (
    <Button
      size="sm"
      busy={busy}
      icon={<GitCompareArrows size={13} aria-hidden="true" />}
      onClick={() => void open()}
    >
      Open pair in Compare
    </Button>
  );
}
