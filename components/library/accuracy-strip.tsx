'use client';

import { useMemo } from 'react';
import { strategyName } from '#components/api/session-words.ts';
import { Formula } from '#components/ui/charts/formula.tsx';
import { formatInteger, formatShare } from '#lib/base/format.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import { type AccuracySummary, accuracyOf } from './accuracy.ts';

/** How many of the traces shown are right, by strategy and pair by pair; nothing where no answer is judged. */
export function AccuracyStrip({ rows }: { rows: readonly LibraryRow[] }) {
  const summary = useMemo(() => accuracyOf(rows), [rows]);
  if (!summary) return null;
  const { groups, pairs } = summary;
  return (
    <section
      aria-label="Accuracy"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 text-mute text-xs tabular-nums"
    >
      {groups.map(({ strategy, ruleBased, right, judged, share, low, high }) => (
        <p key={`${strategy}-${ruleBased}`}>
          <Formula
            formula={`Accuracy: right ÷ (right + wrong) = ${formatInteger(right)} ÷ ${formatInteger(judged)}, with its 95 % Wilson interval. What is undecided or has no answer is in neither. A person’s ruling stands above the computed verdict.`}
          >
            {strategyName(strategy)}
            {ruleBased ? ' (built-in)' : ''}
          </Formula>{' '}
          right <strong className="font-semibold text-ink">{formatShare(share)}</strong>
          {` (${Math.round(low * 100)}–${formatShare(high)}) · n = ${formatInteger(judged)}`}
        </p>
      ))}
      {pairs ? (
        <p>
          <Formula formula="Pairs of which both sides are right or wrong; of several samples the oldest of each strategy.">
            Pairs
          </Formula>
          {`: both right ${formatInteger(pairs.both)}, only SPRINT ${formatInteger(pairs.onlySprint)}, only sequential ${formatInteger(pairs.onlySequential)}, neither ${formatInteger(pairs.neither)}`}
        </p>
      ) : null}
      <Rest summary={summary} />
    </section>
  );
}

/** The traces that no share counts. */
function Rest({ summary: { undecided, noAnswer, noKey } }: { summary: AccuracySummary }) {
  const parts = [
    [undecided, 'undecided'],
    [noAnswer, 'without an answer'],
    [noKey, 'without a right answer to compare with'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, what]) => `${formatInteger(count)} ${what}`);
  return said.length > 0 ? <p>Not counted: {said.join(', ')}.</p> : null;
}
