'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { ExportDialog } from '#components/curation/batch/export/export-dialog.tsx';
import {
  noFilters,
  type RecordFilters,
  readFilters,
  writeFilters,
} from '#components/curation/batch/records/record-filters.ts';
import { RecordsTable } from '#components/curation/batch/records/records-table.tsx';
import { ReviewStrip } from '#components/curation/batch/review/review-strip.tsx';
import { AppHeader } from '#components/ui/app-header.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { LoadingRows } from '#components/ui/table/loading-rows.tsx';
import { writeSoon } from '#components/ui/write-soon.ts';
import { BatchAbout } from './batch-about.tsx';
import { BatchActions } from './batch-actions.tsx';
import { BatchProgress } from './batch-progress.tsx';
import type { FunnelLoss } from './funnel.ts';
import { FunnelPanel } from './funnel-panel.tsx';
import { reloadBatch, replaceBatch, useBatch } from './use-batch.ts';

/** One batch: its progress, the outcome of its records, their review, and their export. */
export function BatchPage({ id }: { id: string }) {
  const { batch, error, rate } = useBatch(id);
  const [filters, setFilters] = useFilters();
  const [exporting, setExporting] = useState(false);
  const table = useRef<HTMLDivElement>(null);

  function show(loss: FunnelLoss) {
    setFilters(() => ({ ...noFilters, ...filterOf(loss) }));
    table.current?.scrollIntoView({ block: 'start' });
  }

  return (
    <>
      <AppHeader
        title={
          <span className="flex min-w-0 items-baseline gap-2">
            <span className="text-mute max-sm:hidden">Batch</span>
            <span className="truncate">{batch?.name ?? ''}</span>
          </span>
        }
      >
        {batch ? (
          <span className="contents max-sm:hidden">
            <BatchActions batch={batch} onChange={replaceBatch} onExport={() => setExporting(true)} />
          </span>
        ) : null}
      </AppHeader>
      <main
        id="main"
        className="mx-auto flex w-full max-w-[1440px] flex-1 flex-col gap-4 px-3 pt-5 pb-28 sm:px-6"
      >
        <h1 className="sr-only">{batch ? `Batch ${batch.name}` : 'Batch'}</h1>
        {error ? (
          <ProblemNote
            error={error}
            actions={
              <span className="flex shrink-0 gap-2">
                {batch ? null : (
                  <ButtonLink size="sm" href="/curate">
                    All batches
                  </ButtonLink>
                )}
                <Button size="sm" onClick={() => reloadBatch(id)}>
                  Try again
                </Button>
              </span>
            }
          />
        ) : null}
        {!batch && !error ? <LoadingRows /> : null}
        {batch ? (
          <>
            <div className="flex flex-wrap gap-2 sm:hidden">
              <BatchActions batch={batch} onChange={replaceBatch} onExport={() => setExporting(true)} />
            </div>
            <BatchProgress batch={batch} rate={rate} />
            <FunnelPanel batch={batch} onShow={show} />
            <div className="grid items-start gap-4 lg:grid-cols-2">
              <ReviewStrip batch={batch} onChange={replaceBatch} />
              <BatchAbout batch={batch} />
            </div>
            <div ref={table} className="mt-2 scroll-mt-16">
              <RecordsTable
                batch={batch}
                filters={filters}
                onFilters={(change) => setFilters((old) => ({ ...old, ...change }))}
              />
            </div>
            <ExportDialog batch={batch} open={exporting} onClose={() => setExporting(false)} />
          </>
        ) : null}
      </main>
    </>
  );
}

function filterOf({ kind, key }: FunnelLoss): Partial<RecordFilters> {
  if (kind === 'rejected') return { reason: key };
  return { status: kind };
}

/** The filters are in the address, so that a person who returns from a record finds them again. */
function useFilters() {
  const params = useSearchParams();
  const [filters, setFilters] = useState(() => readFilters(params.toString()));
  useEffect(() => {
    const wanted = writeFilters(filters);
    if (wanted === window.location.search) return;
    return writeSoon(() => window.history.replaceState(null, '', `${window.location.pathname}${wanted}`));
  }, [filters]);
  return [filters, setFilters] as const;
}
