'use client';

import { Check, CircleDashed, FileQuestion, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ApiError } from '#components/api/api-error.ts';
import { curationApi } from '#components/api/curation-requests.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { AppHeader } from '#components/ui/app-header.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Spinner } from '#components/ui/spinner.tsx';
import type { CurationRecord, CurationStage } from '#lib/contract/curation-record.ts';
import { batchPath } from './workbench-header.tsx';

/** The page's shape before the record is here. */
export function LoadingWorkbench() {
  return (
    <>
      <AppHeader title={<span className="text-mute">Loading…</span>} />
      <main id="main" className="flex flex-1 flex-col" aria-busy="true">
        <div role="status" aria-label="Loading the record" className="flex flex-1 flex-col">
          <div className="h-12 border-line border-b bg-panel" />
          <div className="h-12 border-line border-b bg-panel" />
          <div className="grid flex-1 md:grid-cols-3">
            {[0, 1, 2].map((pane) => (
              <div key={pane} className="flex flex-col gap-3 border-line border-r p-4 max-md:first:hidden">
                {[80, 64, 92, 48, 76, 88].map((width, row) => (
                  <div
                    key={width}
                    className="h-4 animate-breathe rounded bg-line-soft"
                    style={{ width: `${width}%`, animationDelay: `${pane * 140 + row * 60}ms` }}
                  />
                ))}
              </div>
            ))}
          </div>
        </div>
      </main>
    </>
  );
}

export function NoSuchRecord() {
  return (
    <StatePage
      icon={<FileQuestion size={28} />}
      title="There is no such record"
      actions={
        <ButtonLink href="/curate" variant="primary">
          To Curate
        </ButtonLink>
      }
    >
      It may have been deleted, or belong to another Sprintscope: records stay where they were made.
    </StatePage>
  );
}

export function UnreachableRecord({ error, onRetry }: { error: ApiError; onRetry: () => void }) {
  return (
    <StatePage
      icon={<TriangleAlert size={28} />}
      title={error.title}
      alert
      actions={
        <>
          <Button variant="primary" onClick={onRetry}>
            Try again
          </Button>
          <ButtonLink href="/curate">To Curate</ButtonLink>
        </>
      }
    >
      {[error.detail, error.remedy].filter(Boolean).join(' ')}
    </StatePage>
  );
}

/** The record could not be taken apart: what happened, what to do, and two ways to continue. */
export function FailedRecord({ record, onRetry }: { record: CurationRecord; onRetry: () => void }) {
  const [busy, setBusy] = useState(false);
  async function again(): Promise<void> {
    setBusy(true);
    try {
      await curationApi.propose(record.id);
      onRetry();
    } catch (error) {
      reportFailure(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <StatePage
      icon={<TriangleAlert size={28} />}
      title="This trace could not be taken apart"
      alert
      actions={
        <>
          <Button variant="primary" busy={busy} onClick={() => void again()}>
            Take it apart by rules
          </Button>
          <ButtonLink href={batchPath(record.batchId)}>Back</ButtonLink>
        </>
      }
    >
      <span className="font-medium text-ink">{record.sourceName}.</span>{' '}
      {[record.error?.message, record.error?.remedy].filter(Boolean).join(' ')}
    </StatePage>
  );
}

const stages: readonly { stage: CurationStage; words: string; what: string }[] = [
  { stage: 'imported', words: 'Numbered', what: 'the trace as lines' },
  { stage: 'steps', words: 'Steps', what: 'which lines belong together' },
  { stage: 'dag', words: 'Dependencies', what: 'which step needs which' },
  { stage: 'packed', words: 'Rounds', what: 'packed, filtered, written' },
];

/** A model is at work on it. */
export function RecordUnderWay({ record }: { record: CurationRecord }) {
  const reached = stages.findIndex(({ stage }) => stage === record.stage);
  return (
    <>
      <AppHeader title={<h1 className="truncate font-medium text-ui">{record.sourceName}</h1>} />
      <main id="main" className="flex flex-1 items-center justify-center p-6">
        <div className="w-full max-w-md rounded-2xl border border-line bg-panel px-7 py-6 shadow-card">
          <p role="status" className="flex items-center gap-2.5 font-semibold text-[15px]">
            <Spinner className="text-exec" />
            {record.status === 'waiting' ? 'Waiting for its turn' : 'Being taken apart by a model'}
          </p>
          <ol className="mt-4 flex flex-col gap-2.5">
            {stages.map(({ stage, words, what }, at) => {
              const done = at <= reached;
              const now = at === reached + 1 && record.status === 'running';
              return (
                <li key={stage} className="flex items-center gap-2.5 text-ui">
                  {done ? (
                    <Check size={16} aria-hidden="true" className="text-ok" />
                  ) : (
                    <CircleDashed
                      size={16}
                      aria-hidden="true"
                      className={cn(now ? 'animate-spin text-exec' : 'text-faint')}
                    />
                  )}
                  <span className={cn('w-28', done || now ? 'font-medium' : 'text-mute')}>{words}</span>
                  <span className="text-mute text-xs">{what}</span>
                  <span className="sr-only">{done ? 'done' : now ? 'now' : 'not yet'}</span>
                </li>
              );
            })}
          </ol>
          <p className="mt-4 text-mute text-xs leading-relaxed">
            {record.source.lines.length} lines. This goes on when you leave the page.
            {record.attempts > 1 ? ` Attempt ${record.attempts}.` : ''}
          </p>
          <div className="mt-4">
            <ButtonLink href={batchPath(record.batchId)} size="sm">
              Back
            </ButtonLink>
          </div>
        </div>
      </main>
    </>
  );
}

export function StatePage({
  icon,
  title,
  actions,
  alert = false,
  children,
}: {
  icon: ReactNode;
  title: string;
  actions: ReactNode;
  alert?: boolean;
  children: ReactNode;
}) {
  return (
    <>
      <AppHeader />
      <main id="main" className="flex flex-1 items-center justify-center p-6">
        <div
          role={alert ? 'alert' : undefined}
          className="flex w-full max-w-lg flex-col items-center rounded-2xl border border-line bg-panel px-8 py-10 text-center shadow-card"
        >
          <span className="mb-3 text-faint" aria-hidden="true">
            {icon}
          </span>
          <h1 className="font-semibold text-base tracking-[-0.01em]">{title}</h1>
          <p className="mt-1.5 max-w-sm break-words text-mute text-ui leading-relaxed">{children}</p>
          <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>
        </div>
      </main>
    </>
  );
}
