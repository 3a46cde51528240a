'use client';

import { Droplets } from 'lucide-react';
import { useMemo, useState } from 'react';
import { recordLooks } from '#components/curation/batch/words.ts';
import { Markdown } from '#components/transcript/markdown.tsx';
import { cn } from '#components/ui/cn.ts';
import { Pill } from '#components/ui/pill.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { formatCount, formatInteger } from '#lib/base/format.ts';
import type { CurationRecord } from '#lib/contract/curation-record.ts';
import { curate } from '#lib/curation/curate.ts';
import type { Curated } from '#lib/curation/curated.ts';
import { foldEdits } from '#lib/curation/edits/edit-log.ts';
import type { ParsedTranscript } from '#lib/protocol/transcript-log/pieces.ts';
import { parseTranscript } from '#lib/protocol/transcript-log/transcript-log.ts';
import { estimateTokens } from '#lib/trace/estimate.ts';
import { RoundsText } from './rounds-text.tsx';

/** One record for review: its question, the pipeline's verdict, and its source beside the written trajectory. */
export function ReviewedRecord({ record }: { record: CurationRecord }) {
  const written = useMemo(() => writtenRecord(record), [record]);
  const [side, setSide] = useState<'rounds' | 'source'>('rounds');
  return (
    <>
      <Head record={record} written={written} />
      <Segmented
        label="Shown"
        className="lg:hidden"
        value={side}
        options={[
          { value: 'rounds', label: 'Trajectory' },
          { value: 'source', label: 'Source' },
        ]}
        onChange={setSide}
      />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <section
          aria-labelledby="source-heading"
          className={cn('min-w-0', side === 'source' ? '' : 'max-lg:hidden')}
        >
          <h2 id="source-heading" className="mb-2 font-semibold text-ui">
            Source{' '}
            <span className="font-normal text-mute text-xs">
              {formatCount(record.source.lines.length, 'line')}
            </span>
          </h2>
          <div className="rounded-xl border border-line bg-panel px-4 py-3">
            <Markdown text={record.source.text} className="[&_.markdown-body]:text-[12.5px]" />
          </div>
        </section>
        <section
          aria-labelledby="written-heading"
          className={cn('min-w-0', side === 'rounds' ? '' : 'max-lg:hidden')}
        >
          <h2 id="written-heading" className="mb-2 font-semibold text-ui">
            Written trajectory
          </h2>
          {written ? (
            <RoundsText rounds={written.rounds} />
          ) : (
            <p className="text-mute text-ui">{record.error?.message ?? 'It was not taken apart.'}</p>
          )}
        </section>
      </div>
    </>
  );
}

function Head({ record, written }: { record: CurationRecord; written: WrittenRecord | null }) {
  const { summary, status } = record;
  const { label, tone } = recordLooks[status];
  const leaks = written?.curated.leaks ?? [];
  return (
    <section aria-label="The record" className="rounded-xl border border-line bg-panel px-4 py-3.5 sm:px-5">
      <p className="mb-1.5 flex flex-wrap items-center gap-2 text-mute text-xs">
        <Pill tone={tone} dot>
          pipeline: {label}
        </Pill>
        {record.editLog.cursor > 0 ? <Pill tone="plan">corrected by hand</Pill> : null}
        <span className="min-w-0 truncate">{record.sourceName}</span>
      </p>
      {record.question ? (
        <Markdown text={record.question} className="[&_.markdown-body]:text-sm" />
      ) : (
        <p className="text-mute text-ui">Without a question</p>
      )}
      {summary ? (
        <dl className="mt-2.5 flex flex-wrap gap-x-6 gap-y-1.5 text-xs tabular-nums">
          <Fact name="steps">{formatInteger(summary.steps)}</Fact>
          <Fact name="stages">{formatInteger(summary.stages)}</Fact>
          <Fact name="prompts">{formatInteger(summary.prompts)}</Fact>
          <Fact name="ratio">{summary.ratio.toFixed(2)}</Fact>
          <Fact name="sequential tokens">
            {formatInteger(summary.sequentialTokensBefore)} → {formatInteger(summary.sequentialTokensAfter)}
          </Fact>
          {record.expected ? <Fact name="expected answer">{record.expected}</Fact> : null}
        </dl>
      ) : null}
      {summary && summary.reasons.length > 0 ? (
        <ul className="mt-2 space-y-0.5 text-ui">
          {summary.reasons.map(({ code, message }) => (
            <li key={code} className="text-crit">
              {message}
            </li>
          ))}
        </ul>
      ) : null}
      {leaks.length > 0 ? (
        <ul className="mt-2 space-y-0.5 text-ui">
          {leaks.slice(0, 5).map(({ step, from, stepNumber, fromNumber, explanation }) => (
            <li key={`${step} ${from}`} className="flex gap-1.5">
              <Droplets size={14} className="mt-0.5 shrink-0 text-crit" aria-hidden="true" />
              <span className="min-w-0">
                Step {stepNumber} leaks from step {fromNumber}: {explanation}
              </span>
            </li>
          ))}
          {leaks.length > 5 ? (
            <li className="text-mute">and {formatCount(leaks.length - 5, 'more leak')}</li>
          ) : null}
        </ul>
      ) : null}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-mute">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

/** A record's written trajectory, and that text parsed like any other. */
interface WrittenRecord {
  readonly curated: Curated;
  readonly rounds: ParsedTranscript;
}

/**
 * Null where nothing has taken the trace apart. Its token counts are estimates: the record's summary has the exact
 * ones.
 */
function writtenRecord(record: CurationRecord): WrittenRecord | null {
  const { proposal, source, editLog } = record;
  if (!proposal) return null;
  const decomposition = foldEdits(source, proposal.decomposition, editLog);
  const curated = curate({ ...record, decomposition, countTokens: estimateTokens });
  return { curated, rounds: parseTranscript(curated.trajectory) };
}
