'use client';

import { useMemo } from 'react';
import { formatCount } from '#components/ui/format.ts';
import { type ImportState, useImport } from './import-store.ts';
import { summaryOf } from './import-words.ts';

/** Says to screen readers what the panels show: beginnings, quarters and ends, not every step. */
export function ImportAnnouncer() {
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
