'use client';

import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { formatInteger, formatShare } from '#lib/base/format.ts';
import { plainName } from './cells.tsx';
import type { Bin } from './chart-bins.ts';
import type { PairPoint } from './chart-pairs.ts';
import type { StageBar } from './chart-stages.ts';
import { compareHref } from './pair-groups.ts';
import { againstWords } from './row.ts';

/** Rows at a time: a thousand links at once would hold the page up. */
const STEP = 50;

/** What the chart of pairs shows, in words: the bins of its line, then every point. */
export function PairsTable({ points, bins }: { points: readonly PairPoint[]; bins: readonly Bin[] }) {
  const [count, setCount] = useState(STEP);
  return (
    <AsTable>
      {bins.length > 0 ? (
        <Table
          caption="Binned means"
          heads={['Sequential run, tokens', 'Pairs', 'Mean tokens', 'Mean reduction', 'Standard error']}
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
      <Table
        caption="Pairs"
        heads={['Question', 'Tokens on x', 'Reduction', 'Models']}
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

/** What the chart of stages shows, in words. */
export function StagesTable({ bars }: { bars: readonly StageBar[] }) {
  return (
    <AsTable>
      <Table
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

function AsTable({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details
      className="border-line-soft border-t text-xs"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="cursor-pointer rounded-b-xl px-4 py-2 text-mute hover:text-ink">As a table</summary>
      {open ? <div className="max-h-80 space-y-4 overflow-auto px-4 pb-4">{children}</div> : null}
    </details>
  );
}

function Table({
  caption,
  heads,
  rows,
}: {
  caption: string;
  heads: readonly string[];
  rows: readonly { readonly id: string; readonly cells: readonly ReactNode[] }[];
}) {
  return (
    <table className="w-full max-w-3xl">
      <caption className="pb-1 text-left font-medium">{caption}</caption>
      <thead>
        <tr className="border-line border-b text-left text-mute">
          {heads.map((head, index) => (
            <th
              key={head}
              scope="col"
              className={index === 0 ? 'py-1 font-medium' : 'py-1 pl-4 text-right font-medium'}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, cells }) => (
          <tr key={id} className="border-line-soft border-b">
            {cells.map((cell, index) =>
              index === 0 ? (
                <th key={heads[index]} scope="row" className="py-1 text-left font-normal">
                  {cell}
                </th>
              ) : (
                <td key={heads[index]} className="py-1 pl-4 text-right tabular-nums">
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
