'use client';

import { FileText, Table2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { ApiError } from '#components/api/api-error.ts';
import { curationApi, isBatchAtWork } from '#components/api/curation-requests.ts';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { queryKeys } from '#components/api/query-keys.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { keepPrevious, refresh, thenRefresh, useServerData } from '#components/api/server-data.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/dialog.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNow } from '#components/ui/use-now.ts';
import { formatInteger } from '#lib/base/format.ts';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import type { CurationRow } from '#lib/contract/curation-record.ts';
import { BatchItem } from './batch-item.tsx';
import { RecordItem, recordTitle } from './record-item.tsx';

type Asked = { kind: 'batch'; batch: CurationBatch } | { kind: 'record'; record: CurationRow } | null;

/** Batches and single records, newest first; asks once before it deletes. */
export function CurateLists() {
  const lists = useLists();
  const { batches, records, recordTotal, error } = lists;
  const now = useNow();
  const [asked, setAsked] = useState<Asked>(null);
  const [busy, setBusy] = useState(false);

  async function remove(what: NonNullable<Asked>) {
    setBusy(true);
    try {
      if (what.kind === 'batch') await listCommands.deleteBatch(what.batch.id);
      else await listCommands.deleteRecord(what.record.id);
      setAsked(null);
    } catch (failure) {
      reportFailure(failure);
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      {error ? (
        <ProblemNote
          error={error}
          className="mt-8"
          actions={
            <Button size="sm" onClick={reloadLists}>
              Try again
            </Button>
          }
        />
      ) : null}
      <div className="mt-9 grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-9 lg:grid-cols-2">
        <section aria-labelledby="batches-heading">
          <ListHeading id="batches-heading" count={batches?.length ?? 0}>
            Batches
          </ListHeading>
          {batches === null ? (
            error ? null : (
              <Skeleton />
            )
          ) : batches.length === 0 ? (
            <EmptyState icon={<Table2 size={20} />} title="No batch yet" className="py-7">
              A data set of traces runs through the pipeline in the background: drop a JSONL, CSV or Parquet
              file on this page.
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line-soft overflow-hidden rounded-xl border border-line bg-panel">
              {batches.map((batch) => (
                <BatchItem
                  key={batch.id}
                  batch={batch}
                  now={now}
                  onDelete={() => setAsked({ kind: 'batch', batch })}
                />
              ))}
            </ul>
          )}
        </section>
        <section aria-labelledby="records" className="scroll-mt-16">
          <ListHeading id="records" count={recordTotal}>
            Single records
          </ListHeading>
          {records === null ? (
            error ? null : (
              <Skeleton />
            )
          ) : records.length === 0 ? (
            <EmptyState icon={<FileText size={20} />} title="No record yet" className="py-7">
              Paste a chain of thought above and take it apart: it opens in the workbench, and stays listed
              here.
            </EmptyState>
          ) : (
            <>
              <ul className="divide-y divide-line-soft overflow-hidden rounded-xl border border-line bg-panel">
                {records.map((record) => (
                  <RecordItem
                    key={record.id}
                    record={record}
                    now={now}
                    onDelete={() => setAsked({ kind: 'record', record })}
                  />
                ))}
              </ul>
              {records.length < recordTotal ? (
                <Button variant="ghost" className="mt-2 w-full" onClick={lists.showMore}>
                  Show more
                </Button>
              ) : null}
            </>
          )}
        </section>
      </div>
      <ConfirmDialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        onConfirm={() => asked && void remove(asked)}
        busy={busy}
        title={asked?.kind === 'batch' ? 'Delete this batch?' : 'Delete this record?'}
        description={asked ? deletionWords(asked) : ''}
        confirmLabel="Delete"
      />
    </>
  );
}

function deletionWords(asked: NonNullable<Asked>): string {
  if (asked.kind === 'record')
    return `“${recordTitle(asked.record)}” is removed with its corrections. This cannot be undone.`;
  const { name, counts, status } = asked.batch;
  const running =
    status === 'running' || status === 'importing' ? ' It still runs and is stopped first.' : '';
  return `“${name}” is removed with its ${formatInteger(counts.imported)} records and their corrections.${running} This cannot be undone; an export keeps a copy.`;
}

function ListHeading({ id, count, children }: { id: string; count: number; children: string }) {
  return (
    <h2 id={id} className="mb-3 flex items-baseline gap-2 font-semibold text-[15px] tracking-[-0.01em]">
      {children}
      {count > 0 ? (
        <span className="font-normal text-mute text-xs tabular-nums">{formatInteger(count)}</span>
      ) : null}
    </h2>
  );
}

function Skeleton() {
  return (
    <div className="divide-y divide-line-soft rounded-xl border border-line bg-panel" aria-hidden="true">
      {[72, 58, 64].map((width) => (
        <div key={width} className="flex h-[4.5rem] flex-col justify-center gap-2.5 px-4">
          <div className="h-3 rounded bg-line-soft" style={{ width: `${width}%` }} />
          <div className="h-2.5 w-2/5 rounded bg-line-soft" />
        </div>
      ))}
    </div>
  );
}

/** Interval while something runs and the page is in view. */
const REFRESH_MS = 2000;
/** Number of single records on a page. */
const PAGE = 20;

interface CurationLists {
  /** Null until they are there. */
  readonly batches: readonly CurationBatch[] | null;
  readonly records: readonly CurationRow[] | null;
  readonly recordTotal: number;
  readonly error: ApiError | null;
  readonly showMore: () => void;
}

/** Batches and single records of this server, newest first, kept fresh while one of them is at work. */
function useLists(): CurationLists {
  const [shown, setShown] = useState(PAGE);
  const { data, error } = useServerData({
    queryKey: queryKeys.curationList(shown),
    queryFn: async ({ signal }) => {
      const [batches, { rows, total }] = await Promise.all([
        curationApi.listBatches(signal),
        curationApi.listRecords({ limit: shown }, signal),
      ]);
      return { batches, records: rows, total };
    },
    placeholderData: keepPrevious,
    refetchInterval: ({ state }) =>
      state.data !== undefined &&
      (state.data.batches.some(({ status }) => isBatchAtWork(status)) ||
        state.data.records.some(({ status }) => status === 'waiting' || status === 'running')) &&
      REFRESH_MS,
  });
  return {
    batches: data?.batches ?? null,
    records: data?.records ?? null,
    recordTotal: data?.total ?? 0,
    error,
    showMore: useCallback(() => setShown((old) => old + PAGE), []),
  };
}

const reloadLists = () => refresh(queryKeys.curationLists);

const listCommands = {
  deleteBatch: thenRefresh(curationApi.deleteBatch, queryKeys.curationLists),
  deleteRecord: thenRefresh(curationApi.deleteRecord, queryKeys.curationLists),
};
