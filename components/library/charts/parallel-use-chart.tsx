'use client';

import { Formula } from '#components/ui/charts/formula.tsx';
import { formatShare } from '#lib/base/format.ts';
import { GUESS, parallelUseWords, rowsOfUse, tokenShareOf } from '#lib/doctor/parallel-use/counts.ts';
import type { UseChart } from './chart-parallel-use.ts';

/** A bar for each number: its share of the whole it belongs to; under it a thin one for the share of the tokens. */
export function ParallelUseChart({ chart }: { chart: UseChart }) {
  const oneTokenizer = chart.tokenizers.length === 1;
  return (
    <dl className="flex flex-col gap-3 py-3">
      {rowsOfUse(chart.all, chart.anyEstimate).map(({ name, label, share, counted, tokens, ...words }) => {
        const tokenShare = oneTokenizer ? tokenShareOf(chart.all[name]) : null;
        return (
          <div key={name} className="text-xs">
            <dt className="flex flex-wrap items-baseline justify-between gap-x-3">
              <Formula formula={words.isGuess ? `${words.definition} ${GUESS}` : words.definition}>
                {parallelUseWords[name].label}
              </Formula>
              <strong className="font-semibold text-ink text-ui tabular-nums">{formatShare(share)}</strong>
            </dt>
            <dd>
              <span aria-hidden="true" className="mt-1 block h-3 overflow-hidden rounded-[3px] bg-line-soft">
                <i className="block h-full bg-exec" style={{ width: `${share * 100}%` }} />
              </span>
              {tokenShare === null ? null : (
                <span
                  aria-hidden="true"
                  className="mt-px block h-1 overflow-hidden rounded-full bg-line-soft"
                >
                  <i className="block h-full bg-mute" style={{ width: `${tokenShare * 100}%` }} />
                </span>
              )}
              <span className="mt-1 block text-mute tabular-nums">
                {counted}
                {oneTokenizer ? ` · ${tokens}` : ''}
              </span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
