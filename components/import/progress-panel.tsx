'use client';

import { CircleSlash } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { formatCount, formatInteger } from '#components/ui/format.ts';
import { ProgressBar } from '#components/ui/progress-bar.tsx';
import { formatBytes } from '#lib/base/format.ts';
import { stop } from './import-actions.ts';
import { type ImportState, useImport } from './import-store.ts';
import { splitPath } from './import-words.ts';

/** The current work, its progress and file; and a button to stop. */
export function ProgressPanel() {
  const phase = useImport((state) => state.phase);
  const progress = useImport((state) => state.progress);
  const tracesSoFar = useImport((state) => state.tracesSoFar);
  const stopping = useImport((state) => state.stopping);
  const { done, total, bytesDone, bytesTotal, current } = progress;
  const share = shareOf(progress);
  const { folder, name } = splitPath(current);
  return (
    <section
      aria-label="Progress"
      className="mt-5 rounded-2xl border border-line bg-panel px-4 py-4 shadow-card sm:px-5"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="font-semibold text-[15px] tracking-[-0.01em]">{titleOf(phase, stopping)}</h2>
        <Button size="sm" busy={stopping} icon={<CircleSlash size={13} aria-hidden="true" />} onClick={stop}>
          {phase === 'importing' ? 'Cancel import' : 'Stop reading'}
        </Button>
      </div>
      <div className="mt-3">
        <ProgressBar label={titleOf(phase, stopping)} share={share} />
      </div>
      <p className="mt-2.5 flex flex-wrap gap-x-4 gap-y-0.5 text-mute text-xs tabular-nums">
        <span className="font-medium text-ink">
          {total === 0
            ? formatCount(done, 'file')
            : `${formatInteger(done)} of ${formatCount(total, phase === 'importing' ? 'trace' : 'file')}`}
        </span>
        {bytesTotal > 0 ? (
          <span>
            {formatBytes(bytesDone)} of {formatBytes(bytesTotal)}
          </span>
        ) : null}
        {phase === 'reading' ? <span>{formatCount(tracesSoFar, 'trace')} found</span> : null}
        <span className="min-w-0 truncate" title={current}>
          {folder}
          {name}
        </span>
      </p>
    </section>
  );
}

function titleOf(phase: ImportState['phase'], stopping: boolean): string {
  if (phase === 'importing') return stopping ? 'Waiting for what was sent' : 'Importing, counting tokens';
  return phase === 'collecting' ? 'Looking through the folders' : 'Reading';
}

/** Bytes predict the time better than counts: traces differ a hundredfold. Null while the total is unknown. */
function shareOf({ done, total, bytesDone, bytesTotal }: ImportState['progress']): number | null {
  if (bytesTotal > 0) return Math.min(1, bytesDone / bytesTotal);
  return total > 0 ? done / total : null;
}
