'use client';

import { ProblemNote } from '#components/api/problem-note.tsx';
import { cn } from '#components/ui/cn.ts';
import { Pill } from '#components/ui/pill.tsx';
import { formatDuration, formatInteger, formatShare } from '#lib/base/format.ts';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import { doneOf } from './use-batch.ts';
import { batchLooks } from './words.ts';

/** The batch's progress, its speed and its cost. */
export function BatchProgress({ batch, rate }: { batch: CurationBatch; rate: number | null }) {
  const { counts, status, usage, error, importDone } = batch;
  const done = doneOf(batch);
  const share = counts.imported > 0 ? done / counts.imported : 0;
  const left = counts.waiting + counts.running;
  const { label, tone } = batchLooks[status];
  const tokens = usage.inputTokens + usage.outputTokens;
  return (
    <section aria-label="Progress" className="rounded-xl border border-line bg-panel px-4 py-3.5 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Pill tone={tone} dot pulse={status === 'running' || status === 'importing'}>
          {label}
        </Pill>
        <Fact name="Records">
          {formatInteger(done)}
          <Small>
            {' '}
            of {formatInteger(counts.imported)}
            {importDone ? '' : ' so far'}
          </Small>
        </Fact>
        <Fact name="Kept">
          {formatInteger(counts.kept)}
          {done > 0 ? <Small> {formatShare(counts.kept / done)}</Small> : null}
        </Fact>
        {counts.failed > 0 ? <Fact name="Failed">{formatInteger(counts.failed)}</Fact> : null}
        {rate !== null && rate > 0 ? (
          <>
            <Fact name="Pace">
              {rate >= 10 ? formatInteger(rate) : rate.toFixed(1)}
              <Small> records/s</Small>
            </Fact>
            {importDone ? <Fact name="Left">{formatDuration((left / rate) * 1000)}</Fact> : null}
          </>
        ) : null}
        <Fact name="Cost so far">
          {tokens === 0 ? (
            <Small>no tokens</Small>
          ) : (
            <>
              {formatInteger(tokens)}
              <Small>
                {' '}
                tokens ({formatInteger(usage.inputTokens)} read, {formatInteger(usage.outputTokens)} written,{' '}
                {formatInteger(usage.calls)} calls)
              </Small>
            </>
          )}
        </Fact>
      </div>
      <div
        role="progressbar"
        aria-label="Records done"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        className="mt-3 flex h-2 overflow-hidden rounded-full bg-line-soft"
      >
        <Part count={counts.kept} of={counts.imported} className="bg-ok" />
        <Part count={counts.rejected} of={counts.imported} className="bg-crit/50" />
        <Part count={counts.failed} of={counts.imported} className="bg-warn" />
      </div>
      {error ? (
        <ProblemNote className="mt-3" error={{ title: error.message, detail: null, remedy: error.remedy }} />
      ) : null}
    </section>
  );
}

function Part({ count, of, className }: { count: number; of: number; className: string }) {
  return (
    <span
      className={cn('h-full transition-[width] duration-300 ease-out', className)}
      style={{ width: `${(count / Math.max(1, of)) * 100}%` }}
    />
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <p className="min-w-0 text-sm tabular-nums">
      <span className="block text-mute text-xs">{name}</span>
      <span className="font-semibold">{children}</span>
    </p>
  );
}

const Small = ({ children }: { children: React.ReactNode }) => (
  <span className="font-normal text-mute text-xs">{children}</span>
);
