'use client';

import { PartyPopper } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ApiError } from '#components/api/api-error.ts';
import { curationApi } from '#components/api/curation-requests.ts';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { queryKeys } from '#components/api/query-keys.ts';
import { reportFailure } from '#components/api/report-failure.ts';
import { useServerData } from '#components/api/server-data.ts';
import { useBatch } from '#components/curation/batch/use-batch.ts';
import { AppHeader } from '#components/ui/app-header.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { keyTable } from '#components/ui/keys/key-table.ts';
import { useKeys } from '#components/ui/keys/use-keys.ts';
import { LoadingRows } from '#components/ui/table/loading-rows.tsx';
import type { CurationRecord, Verdict } from '#lib/contract/curation-record.ts';
import { type Agreement, agreementOf } from './agreement.ts';
import { AgreementTable } from './agreement-table.tsx';
import { ReviewBar } from './review-bar.tsx';
import { ReviewedRecord } from './reviewed-record.tsx';
import { changeInSample, reloadSample, useSample } from './use-sample.ts';

const failed = Symbol('failed');

type ReviewCommand = 'accept' | 'reject' | 'fix' | 'next' | 'before';

const reviewKeys = keyTable<ReviewCommand>([
  { does: 'Accept, reject, fix', keys: { a: 'accept', r: 'reject', f: 'fix' } },
  {
    does: 'Next record, record before',
    keys: { ArrowRight: 'next', ArrowLeft: 'before' },
    also: { j: 'next', k: 'before' },
  },
]);

/** The sample of a batch, one record at a time: accept, reject, fix. */
export function ReviewPage({ id }: { id: string }) {
  const { batch } = useBatch(id);
  const { rows, error, at, row, ended, goTo, judge } = useReview(id);
  const { record, error: recordError } = useRecord(row?.id ?? null, rows?.[at + 1]?.id ?? null);
  const agreement = useMemo(() => agreementOf(rows ?? []), [rows]);
  const batchHref = `/curate/batches/${encodeURIComponent(id)}`;
  const commands: Record<ReviewCommand, () => void> = {
    accept: () => void judge('accept'),
    reject: () => void judge('reject'),
    fix: () => void judge('fix'),
    next: () => goTo(at + 1),
    before: () => goTo(ended ? at : at - 1),
  };
  useKeys(reviewKeys, (command) => void commands[command](), { once: true });

  return (
    <>
      <AppHeader
        title={
          <span className="flex min-w-0 items-baseline gap-2">
            <span className="text-mute">Review</span>
            <span className="truncate">{batch?.name ?? ''}</span>
          </span>
        }
      >
        <ButtonLink href={batchHref} prefetch={false}>
          <span className="sm:hidden">Batch</span>
          <span className="max-sm:hidden">Back to the batch</span>
        </ButtonLink>
      </AppHeader>
      <main
        id="main"
        className="mx-auto flex w-full max-w-[1440px] flex-1 flex-col gap-4 px-3 pt-4 pb-32 sm:px-6"
      >
        <h1 className="sr-only">Review of {batch?.name ?? 'a batch'}</h1>
        {error ? (
          <ProblemNote
            error={error}
            actions={
              <Button size="sm" onClick={() => reloadSample(id)}>
                Try again
              </Button>
            }
          />
        ) : null}
        {rows === null && !error ? <LoadingRows /> : null}
        {rows?.length === 0 ? (
          <EmptyState
            title="No sample was drawn"
            className="py-12"
            actions={
              <ButtonLink href={batchHref} prefetch={false}>
                Draw one on the batch’s page
              </ButtonLink>
            }
          />
        ) : null}
        {ended && rows ? <ReviewDone agreement={agreement} batchHref={batchHref} /> : null}
        {row && !ended ? (
          recordError ? (
            <ProblemNote error={recordError} />
          ) : record ? (
            <ReviewedRecord key={record.id} record={record} />
          ) : (
            <LoadingRows />
          )
        ) : null}
      </main>
      {rows && row ? (
        <ReviewBar
          rows={rows}
          at={at}
          agreement={agreement}
          onGo={goTo}
          onJudge={(verdict) => void judge(verdict)}
        />
      ) : null}
    </>
  );
}

/** Which record of the sample is looked at, and what is said of it. */
function useReview(id: string) {
  const router = useRouter();
  const params = useSearchParams();
  const { rows, error } = useSample(id);
  /** Null until a person moved: then the record in the address counts, or the first without a verdict. */
  const [chosen, setChosen] = useState<string | null>(params.get('record'));
  const [ended, setEnded] = useState(false);
  const at = useMemo(() => {
    if (!rows || rows.length === 0) return 0;
    const named = rows.findIndex((row) => row.id === chosen);
    if (named >= 0) return named;
    return Math.max(
      0,
      rows.findIndex((row) => row.review === null),
    );
  }, [rows, chosen]);
  const row = rows?.[at] ?? null;

  // Fix the choice: the first record without a verdict changes with each verdict.
  useEffect(() => {
    if (row && chosen !== row.id) setChosen(row.id);
  }, [row, chosen]);

  const goTo = useCallback(
    (index: number) => {
      const to = rows?.[index];
      if (!to) return;
      setEnded(false);
      setChosen(to.id);
      // A person who returns from the workbench finds this record again.
      window.history.replaceState(null, '', `?record=${encodeURIComponent(to.id)}`);
      window.scrollTo({ top: 0 });
    },
    [rows],
  );

  /**
   * Shows the verdict and moves on at once, so that quick key presses apply to what is visible; undoes it where the
   * request fails.
   */
  async function judge(verdict: Verdict) {
    if (!row || !rows || ended) return;
    // The same verdict again clears it.
    const given = row.review === verdict ? null : verdict;
    changeInSample(id, { ...row, review: given });
    const sent = curationApi.review(row.id, given).catch((failure: unknown) => {
      changeInSample(id, row);
      goTo(at);
      reportFailure(failure);
      return failed;
    });
    if (given === 'fix') {
      if ((await sent) === failed) return;
      // A person who returns finds this record, and not the next one.
      window.history.replaceState(null, '', `?record=${encodeURIComponent(row.id)}`);
      router.push(`/curate/${encodeURIComponent(row.id)}`);
    } else if (given !== null) {
      const later = rows.findIndex((one, index) => index > at && one.review === null);
      const open = later >= 0 ? later : rows.findIndex((one, index) => index !== at && one.review === null);
      if (open >= 0) goTo(open);
      else if ((await sent) !== failed) setEnded(true);
    }
  }

  return { rows, error, at, row, ended, goTo, judge };
}

/** Every record of the sample has a verdict. */
function ReviewDone({ agreement, batchHref }: { agreement: Agreement; batchHref: string }) {
  return (
    <section
      aria-labelledby="done-heading"
      className="mx-auto mt-10 flex flex-col items-center gap-4 rounded-2xl border border-line bg-panel px-6 py-8 text-center shadow-card"
    >
      <PartyPopper size={24} className="text-plan" aria-hidden="true" />
      <h2 id="done-heading" className="font-semibold text-[15px]">
        Every record of the sample has a verdict
      </h2>
      <div className="text-left">
        <AgreementTable agreement={agreement} />
      </div>
      <ButtonLink href={batchHref} prefetch={false} variant="primary">
        Back to the batch
      </ButtonLink>
    </section>
  );
}

/**
 * The record with this id; the one that comes next is fetched while this one is read. No third one is kept: a record is
 * some 100 kB, and a sample may have hundreds.
 */
function useRecord(
  id: string | null,
  next: string | null,
): { readonly record: CurationRecord | null; readonly error: ApiError | null } {
  const { data: record = null, error } = useServerData(recordQuery(id));
  useServerData(recordQuery(record ? next : null));
  return { record, error };
}

const recordQuery = (id: string | null) => ({
  queryKey: queryKeys.reviewedRecord(id),
  queryFn: ({ signal }: { signal: AbortSignal }) => (id === null ? null : curationApi.record(id, signal)),
  enabled: id !== null,
  // What was fetched ahead is not asked for again when it is come to.
  staleTime: Number.POSITIVE_INFINITY,
});
