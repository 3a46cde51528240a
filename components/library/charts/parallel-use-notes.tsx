'use client';

import { formatCount, formatInteger } from '#lib/base/format.ts';
import { readingWords } from '#lib/trace/metric-formulas.ts';
import type { Reading } from '#lib/trace/sequential-tokens.ts';
import type { UseChart } from './chart-parallel-use.ts';

/** What the chart of parallel work covers, and how to read it. */
export function ParallelUseNotes({
  chart,
  shown,
  reading,
}: {
  chart: UseChart;
  /** Rows that pass the filters. */
  shown: number;
  reading: Reading;
}) {
  const { tokenizers } = chart;
  return (
    <div className="flex min-w-0 flex-col gap-2.5 text-xs leading-normal">
      <ul className="space-y-1">
        <li className="flex items-center gap-2">
          <span aria-hidden="true" className="h-3 w-5 rounded-[3px] bg-exec" />
          share of what is counted
        </li>
        {tokenizers.length === 1 ? (
          <li className="flex items-center gap-2">
            <span aria-hidden="true" className="h-1 w-5 rounded-full bg-mute" />
            share of the tokens spent on all of them
          </li>
        ) : null}
      </ul>
      <p className="text-mute">
        Added up over {formatCount(chart.traces, 'SPRINT trace')} of the {formatCount(shown, 'trace')} shown
        {chart.leftOut > 0
          ? `; ${formatInteger(chart.leftOut)} running, without a stage or not counted yet left out`
          : ''}
        . Sums, not means: a trace of many executions weighs more.
        {chart.groups.some(({ ruleBased }) => ruleBased) ? ' The rule-based built-in is among them.' : ''}
      </p>
      <p className="text-mute">
        {tokenizers.length > 1
          ? `Tokens are not added up over different tokenizers (${tokenizers.join(', ')}): the table has them by model.`
          : `Tokens: tokenizer ${tokenizers[0] || 'unknown'}, ${readingWords[reading].label}.`}
      </p>
      <p className="text-mute">
        All but the stages with one prompt are guesses: wording decides what a prompt asks for and what an
        execution ends with. That siblings end the same is no waste where one was to check the other.
      </p>
    </div>
  );
}
