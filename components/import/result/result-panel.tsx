'use client';

import { LibraryBig, RotateCcw } from 'lucide-react';
import { useMemo } from 'react';
import { useTokenizerChoice } from '#components/actions/run/use-tokenizer-choice.ts';
import { backToTable, reset, startImport } from '#components/import/import-actions.ts';
import { useImport } from '#components/import/import-store.ts';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { formatCount, formatDuration } from '#components/ui/format.ts';
import { ResultList } from './result-list.tsx';
import { resultOf } from './result-rows.ts';

/** The outcome of everything: what is stored and where to look at it, what failed and why, what was not sent. */
export function ResultPanel() {
  const found = useImport((state) => state.found);
  const asked = useImport((state) => state.asked);
  const outcomes = useImport((state) => state.outcomes);
  const tookMs = useImport((state) => state.tookMs);
  const lost = useImport((state) => state.lost);
  const [tokenizer] = useTokenizerChoice();
  const result = useMemo(() => resultOf(found, asked, outcomes), [found, asked, outcomes]);
  const { imported, pairs, failed, unsent, left, problems } = result;
  const again = failed + unsent;

  return (
    <section aria-labelledby="result-heading" className="mt-6">
      <h2
        id="result-heading"
        data-panel-heading=""
        tabIndex={-1}
        className="font-semibold text-[19px] tracking-[-0.015em] outline-none"
      >
        {formatCount(imported, 'trace')} imported
        {pairs > 0 ? `, ${formatCount(pairs, 'pair')}` : ''}
        {failed > 0 ? `, ${failed} failed` : ''}
        {unsent > 0 ? `, ${unsent} not sent` : ''}
      </h2>
      <p className="mt-1 text-mute text-ui">
        {[
          tookMs === null ? null : `In ${formatDuration(tookMs)}`,
          left > 0 ? `${formatCount(left, 'trace')} left out by choice` : null,
          problems > 0 ? `${formatCount(problems, 'problem')} in the files` : null,
        ]
          .filter(Boolean)
          .join('. ')}
        .
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        {imported > 0 ? (
          <ButtonLink
            href="/library"
            prefetch={false}
            variant="primary"
            icon={<LibraryBig size={14} aria-hidden="true" />}
          >
            Show in Library
          </ButtonLink>
        ) : null}
        {again > 0 && !lost ? (
          <Button onClick={() => startImport(tokenizer)}>
            Import the other {formatCount(again, 'trace')}
          </Button>
        ) : null}
        {!lost && (again > 0 || left > 0 || problems > 0) ? (
          <Button onClick={backToTable}>Back to the table</Button>
        ) : null}
        <Button variant="ghost" icon={<RotateCcw size={14} aria-hidden="true" />} onClick={reset}>
          Import more
        </Button>
      </div>
      <ResultList rows={result.rows} />
    </section>
  );
}
