'use client';

import { TriangleAlert } from 'lucide-react';
import { formatBytes, formatCount, formatInteger } from '#lib/base/format.ts';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import type { CurationSettings } from '#lib/contract/curation-settings.ts';

/** The settings that the batch was made with, and the parts of its file that could not be read. */
export function BatchAbout({ batch }: { batch: CurationBatch }) {
  const { file, proposer, settings, concurrency, createdAt } = batch;
  return (
    <section aria-label="About this batch" className="rounded-xl border border-line bg-panel">
      <details className="group px-4 text-ui sm:px-5">
        <summary className="flex cursor-pointer list-none flex-wrap items-baseline gap-x-3 gap-y-0.5 py-2.5">
          <span className="font-semibold">Made with</span>
          <span className="min-w-0 text-mute text-xs">
            {file.name} · {proposer.kind === 'rules' ? 'rules, no model' : proposer.model} · profile{' '}
            {settings.profile}
          </span>
          <span className="text-mute text-xs group-open:hidden">{limitWords(settings)}</span>
          <span className="ml-auto text-mute text-xs underline decoration-line underline-offset-3">
            <span className="group-open:hidden">Show</span>
            <span className="hidden group-open:inline">Hide</span>
          </span>
        </summary>
        <dl className="grid gap-x-8 pb-3 sm:grid-cols-2">
          <Row name="File">
            {file.name}, {formatBytes(file.bytes)}
          </Row>
          <Row name="SHA-256">
            <span className="break-all font-mono text-[11px]">{file.sha256 || 'known when it is read'}</span>
          </Row>
          <Row name="Taken apart by">
            {proposer.kind === 'rules'
              ? 'rules, no model'
              : `${proposer.model} at ${proposer.endpoint}, ${formatCount(concurrency, 'record')} at a time`}
          </Row>
          <Row name="Started">{createdAt.slice(0, 16).replace('T', ' ')} UTC</Row>
          {settingRows(settings).map(([name, value]) => (
            <Row key={name} name={name}>
              {value}
            </Row>
          ))}
        </dl>
      </details>
      <Problems batch={batch} />
    </section>
  );
}

/** The limits that decide whether a record is kept, in one line. */
function limitWords(settings: CurationSettings): string {
  const { ratioOf, minRatio, maxStages, maxPrompts, maxTokens, requireCorrect } = settings;
  return [
    `${ratioOf} ÷ stages ≥ ${minRatio}`,
    maxStages === null ? null : `≤ ${maxStages} stages`,
    maxPrompts === null ? null : `≤ ${maxPrompts} prompts a stage`,
    maxTokens === null ? null : `≤ ${formatInteger(maxTokens)} tokens`,
    requireCorrect ? 'right answers' : null,
  ]
    .filter((word) => word !== null)
    .join(' · ');
}

/** The thresholds in words, under the names by which a person sets them. */
export function settingRows(settings: CurationSettings): readonly (readonly [string, string])[] {
  const limit = (value: number | null) => (value === null ? 'no limit' : `at most ${formatInteger(value)}`);
  return [
    ['Profile', settings.profile],
    ['Ratio', `${settings.ratioOf} ÷ stages at least ${settings.minRatio}`],
    [
      'Short execution',
      `${settings.shortMeasure === 'lines' ? 'lines' : 'last line − first line'} under ${settings.shortBelow}`,
    ],
    ['Stages', limit(settings.maxStages)],
    ['Prompts a stage', limit(settings.maxPrompts)],
    ['Tokens', limit(settings.maxTokens)],
    ['Comments', settings.comments === 'observations' ? 'become observations' : 'dropped'],
    ['Wrong answers', settings.requireCorrect ? 'rejected where the right one is known' : 'kept'],
    ['Without a saving', settings.requireSaving ? 'rejected' : 'kept'],
    ['Leaks', settings.rejectLeaks ? 'rejected' : 'flagged'],
    ['Around the rounds', settings.envelope === 'think' ? '<think>' : 'nothing'],
  ];
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-[8.5rem_minmax(0,1fr)] gap-3 border-line-soft border-t py-1.5">
      <dt className="text-mute">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

function Problems({ batch: { problems, problemCount } }: { batch: CurationBatch }) {
  if (problemCount === 0) return null;
  return (
    <details className="border-line-soft border-t px-4 text-ui sm:px-5">
      <summary className="flex cursor-pointer items-center gap-2 py-2.5">
        <TriangleAlert size={14} className="text-warn" aria-hidden="true" />
        <span className="font-medium">{formatCount(problemCount, 'row')} could not be read</span>
      </summary>
      <ul className="max-h-64 space-y-1.5 overflow-y-auto pb-3">
        {problems.map(({ place, message, remedy }) => (
          <li key={`${place.path}-${place.record}-${place.line}-${message}`} className="leading-snug">
            <span className="font-medium">
              {place.record !== undefined
                ? `Row ${place.record}`
                : place.line !== undefined
                  ? `Line ${place.line}`
                  : place.path}
            </span>{' '}
            <span className="text-mute">
              {message} {remedy}
            </span>
          </li>
        ))}
        {problemCount > problems.length ? (
          <li className="text-mute">and {formatCount(problemCount - problems.length, 'more', 'more')}</li>
        ) : null}
      </ul>
    </details>
  );
}
