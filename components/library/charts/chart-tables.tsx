'use client';

import Link from 'next/link';
import { useState } from 'react';
import { shownModel } from '#components/api/model-name.ts';
import { plainName } from '#components/library/cells.tsx';
import { compareHref } from '#components/library/pair-groups.ts';
import { againstWords } from '#components/library/row.ts';
import { Button } from '#components/ui/button.tsx';
import { AsTable, NumberTable } from '#components/ui/charts/as-table.tsx';
import { formatInteger, formatShare } from '#lib/base/format.ts';
import { parallelUseWords, shareOf, tokenShareOf, useNames } from '#lib/doctor/parallel-use/counts.ts';
import type { Bin } from './chart-bins.ts';
import type { PairPoint } from './chart-pairs.ts';
import type { UseChart } from './chart-parallel-use.ts';
import type { StageBar } from './chart-stages.ts';

/** Rows at a time: a thousand links at once would hold the page up. */
const STEP = 50;

/** The chart of pairs as a table: the bins of its line, then every point. */
export function PairsTable({ points, bins }: { points: readonly PairPoint[]; bins: readonly Bin[] }) {
  const [count, setCount] = useState(STEP);
  return (
    <AsTable>
      {bins.length > 0 ? (
        <NumberTable
          caption="Binned means"
          heads={['Sequential run, tokens', 'Pairs', 'Mean tokens', 'Mean saved', 'Standard error']}
          rows={bins.map((bin) => ({
            id: String(bin.meanX),
            cells: [
              `${formatInteger(bin.fromX)} to ${formatInteger(bin.toX)}`,
              formatInteger(bin.count),
              formatInteger(bin.meanX),
              formatShare(bin.meanY),
              `± ${formatShare(bin.errorY)}`,
            ],
          }))}
        />
      ) : null}
      <NumberTable
        caption="Pairs"
        heads={['Question', 'Tokens on x', 'Saved', 'Models']}
        rows={points.slice(0, count).map(({ sprint, sequential, x, y }) => ({
          id: `${sprint.id} ${sequential.id}`,
          cells: [
            <Link
              key="link"
              href={compareHref(sprint, sequential)}
              prefetch={false}
              className="line-clamp-1 underline decoration-line underline-offset-2"
            >
              {plainName(sprint)}
            </Link>,
            formatInteger(x),
            formatShare(y),
            againstWords(sprint, sequential),
          ],
        }))}
      />
      {points.length > count ? (
        <Button size="sm" onClick={() => setCount(count + STEP)}>
          Show {Math.min(STEP, points.length - count)} more of {formatInteger(points.length - count)}
        </Button>
      ) : null}
    </AsTable>
  );
}

/** The chart of stages as a table. */
export function StagesTable({ bars }: { bars: readonly StageBar[] }) {
  return (
    <AsTable>
      <NumberTable
        caption="Traces by stage"
        heads={['Stage', 'Reached by', 'Parallel there', 'Share parallel', 'Plan only']}
        rows={bars.map(({ stage, reached, parallel, planOnly }) => ({
          id: String(stage),
          cells: [
            String(stage),
            formatInteger(reached),
            formatInteger(parallel),
            formatShare(parallel / reached),
            formatInteger(planOnly),
          ],
        }))}
      />
    </AsTable>
  );
}

/** The chart of parallel work as a table, by model: tokens of different tokenizers cannot be summed. */
export function ParallelUseTable({ chart }: { chart: UseChart }) {
  return (
    <AsTable>
      {useNames.map((name) => (
        <NumberTable
          key={name}
          caption={`${parallelUseWords[name].label}, by model and tokenizer`}
          heads={[
            'Model',
            'Traces',
            'Share',
            'Count',
            `Of ${parallelUseWords[name].of}`,
            'Tokens',
            'Share of tokens',
          ]}
          rows={chart.groups.map(({ model, ruleBased, tokenizer, traces, use, anyEstimate }) => {
            const share = shareOf(use[name]);
            const tokenShare = tokenShareOf(use[name]);
            const about = anyEstimate ? '≈' : '';
            return {
              id: `${model} ${ruleBased} ${tokenizer}`,
              cells: [
                `${shownModel(model)}${ruleBased ? ' (built-in)' : ''} · ${tokenizer || 'no tokenizer'}`,
                formatInteger(traces),
                share === null ? '–' : formatShare(share),
                formatInteger(use[name].count),
                formatInteger(use[name].of),
                about + formatInteger(use[name].tokens),
                tokenShare === null ? '–' : about + formatShare(tokenShare),
              ],
            };
          })}
        />
      ))}
    </AsTable>
  );
}
