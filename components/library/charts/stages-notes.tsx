'use client';

import { formatCount, formatInteger, formatShare } from '#lib/base/format.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import type { StagesChart } from './chart-stages.ts';

/** What the chart of stages covers, and how to read it. */
export function StagesNotes({ chart, rows }: { chart: StagesChart; rows: readonly LibraryRow[] }) {
  const stages = chart.bars.reduce((sum, bar) => sum + bar.reached, 0);
  const parallel = chart.bars.reduce((sum, bar) => sum + bar.parallel, 0);
  const planOnly = chart.bars.reduce((sum, bar) => sum + bar.planOnly, 0);
  const toys = rows.some((row) => row.ruleBased && row.strategy === 'sprint');
  return (
    <div className="flex min-w-0 flex-col gap-2.5 text-xs leading-normal">
      <ul className="space-y-1">
        <li className="flex items-center gap-2">
          <span aria-hidden="true" className="size-3 rounded-[3px] border border-plan-line bg-plan-bg" />
          traces that reach the stage
        </li>
        <li className="flex items-center gap-2">
          <span aria-hidden="true" className="size-3 rounded-[3px] bg-plan" />
          parallel there: two prompts or more
        </li>
      </ul>
      {stages > 0 ? (
        <p className="text-mute">
          Of {formatCount(stages, 'stage')} in all, {formatInteger(parallel)} are parallel (
          {formatShare(parallel / stages)}) and {formatInteger(planOnly)} only plan (
          {formatShare(planOnly / stages)}
          ); the rest have one prompt.
        </p>
      ) : null}
      <p className="text-mute">
        Covers {formatCount(chart.traces, 'SPRINT trace')} of the {formatCount(rows.length, 'trace')} shown
        {chart.leftOut > 0
          ? `; ${formatInteger(chart.leftOut)} still running or without a stage left out`
          : ''}
        . Stages are plans, the final answer not counted; prompts as written, whether or not an execution
        came. No tokens are counted here, so tokenizer and definition make no difference.
        {toys ? ' The rule-based built-in is among them.' : ''}
      </p>
      <p className="text-mute">Late stages rest on few traces: a share of three is not a trend.</p>
    </div>
  );
}
