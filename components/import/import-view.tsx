'use client';

import { useEffect, useMemo, useRef } from 'react';
import { FoundPanel } from '#components/import/found/found-panel.tsx';
import { ResultPanel } from '#components/import/result/result-panel.tsx';
import { formatCount } from '#components/ui/format.ts';
import { type ImportPhase, type ImportState, useImport } from './import-store.ts';
import { summaryOf } from './import-words.ts';
import { ProgressPanel } from './progress-panel.tsx';
import { StartPanel } from './start-panel.tsx';

/** The import page: give files, look at what was found, import, see the outcome. */
export function ImportView() {
  const phase = useImport((state) => state.phase);
  const hasFound = useImport(
    ({ found }) => found.traces.length + found.problems.length + found.keys.length > 0,
  );
  const panel = useRef<HTMLDivElement>(null);
  // Starts as `idle`, not as the present phase: small files may be read before a drop's page has loaded.
  const before = useRef<ImportPhase>('idle');

  // A result that a person waits for takes the focus when it arrives; their own actions move nothing.
  useEffect(() => {
    const came =
      (phase === 'found' && before.current !== 'found') || (phase === 'done' && before.current !== 'done');
    if (came)
      panel.current?.querySelector<HTMLElement>('[data-panel-heading]')?.focus({ preventScroll: true });
    before.current = phase;
  }, [phase]);

  return (
    <>
      <StartPanel compact={phase !== 'idle'} disabled={phase === 'importing'} />
      <div ref={panel} className="contents">
        {phase === 'collecting' || phase === 'reading' || phase === 'importing' ? <ProgressPanel /> : null}
        {hasFound && phase !== 'done' && phase !== 'importing' ? <FoundPanel /> : null}
        {phase === 'found' && !hasFound ? <NothingFound /> : null}
        {phase === 'done' ? <ResultPanel /> : null}
      </div>
      <ImportAnnouncer />
    </>
  );
}

function NothingFound() {
  return (
    <p data-panel-heading="" tabIndex={-1} className="mt-6 text-ui outline-none">
      There was nothing in it that could hold a trace.
    </p>
  );
}

/** Says to screen readers what the panels show: beginnings, quarters and ends, not every step. */
function ImportAnnouncer() {
  const phase = useImport((state) => state.phase);
  const quarter = useImport(({ progress: { done, total } }) =>
    total > 0 ? Math.floor((done / total) * 4) : 0,
  );
  const found = useImport((state) => state.found);
  const outcomes = useImport((state) => state.outcomes);
  const total = useImport((state) => state.progress.total);

  const words = useMemo((): string => {
    if (phase === 'found') {
      const problems = found.problems.length > 0 ? `, ${formatCount(found.problems.length, 'problem')}` : '';
      return `Found ${summaryOf(found.traces, found.keys)}${problems}. Nothing is imported yet.`;
    }
    if (phase === 'done') return doneWords(outcomes);
    if (phase === 'importing')
      return quarter === 0
        ? `Importing ${formatCount(total, 'trace')}.`
        : `${quarter * 25} percent imported.`;
    return phase === 'idle' ? '' : 'Reading.';
  }, [phase, quarter, found, outcomes, total]);

  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  );
}

function doneWords(outcomes: ImportState['outcomes']): string {
  const failed = [...outcomes.values()].filter(({ kind }) => kind === 'failed').length;
  const imported = outcomes.size - failed;
  return `${formatCount(imported, 'trace')} imported${failed > 0 ? `, ${failed} failed` : ''}.`;
}
