'use client';

import { useMemo } from 'react';
import type { LibraryQuery, ShownChart } from '#components/library/library-query.ts';
import { completePairs } from '#components/library/pair-groups.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import type { Reading } from '#lib/trace/sequential-tokens.ts';
import { binMeans } from './chart-bins.ts';
import { averaged, pairsChart } from './chart-pairs.ts';
import { parallelUseChart } from './chart-parallel-use.ts';
import { stagesChart } from './chart-stages.ts';
import { PairsTable, ParallelUseTable, StagesTable } from './chart-tables.tsx';
import { PairsChart } from './pairs-chart.tsx';
import { NoPairs, PairsNotes } from './pairs-notes.tsx';
import { ParallelUseChart } from './parallel-use-chart.tsx';
import { ParallelUseNotes } from './parallel-use-notes.tsx';
import { StagesChart } from './stages-chart.tsx';
import { StagesNotes } from './stages-notes.tsx';

export interface ChartPanelProps {
  readonly tab: ShownChart;
  /** The rows that the filters leave. */
  readonly rows: readonly LibraryRow[];
  readonly all: readonly LibraryRow[];
  readonly query: LibraryQuery;
  readonly onChange: (change: Partial<LibraryQuery>) => void;
}

/** The chosen chart of the filtered traces, with the traces it covers and its caveats. */
export function ChartPanel({ tab, rows, all, query, onChange }: ChartPanelProps) {
  return (
    <section aria-label="Chart" className="rounded-xl border border-line bg-panel">
      {tab === 'pairs' ? (
        <PairsPanel rows={rows} all={all} query={query} onChange={onChange} />
      ) : tab === 'stages' ? (
        <StagesPanel rows={rows} />
      ) : (
        <ParallelUsePanel rows={rows} reading={query.reading} />
      )}
    </section>
  );
}

const body = 'grid gap-x-8 gap-y-3 px-4 pt-3 pb-2 lg:grid-cols-[minmax(0,1fr)_26rem]';

function PairsPanel({ rows, all, query, onChange }: Omit<ChartPanelProps, 'tab'>) {
  const { definition, control, chartTokenizer } = query;
  const covered = useMemo(() => completePairs(rows, all), [rows, all]);
  const chart = useMemo(
    () => pairsChart(covered, { definition, control, tokenizer: chartTokenizer || null }),
    [covered, definition, control, chartTokenizer],
  );
  const bins = useMemo(() => binMeans(averaged(chart.points)), [chart.points]);
  if (chart.pairs === 0) return <NoPairs />;
  const what = control ? 'second sequential sample' : 'sequential run';
  return (
    <>
      <div className={body}>
        <div className="min-w-0">
          <h2 className="font-semibold text-ui">Saved against sequential, pair by pair</h2>
          <PairsChart
            points={chart.points}
            xLabel={`tokens of the ${what}${chart.tokenizer ? ` (${chart.tokenizer})` : ''}`}
          />
        </div>
        <PairsNotes
          chart={chart}
          shown={rows.length}
          hidden={covered.length - rows.length}
          query={query}
          onChange={onChange}
        />
      </div>
      <PairsTable points={chart.points} bins={bins} />
    </>
  );
}

function StagesPanel({ rows }: { rows: readonly LibraryRow[] }) {
  const chart = useMemo(() => stagesChart(rows), [rows]);
  return (
    <>
      <div className={body}>
        <div className="min-w-0">
          <h2 className="font-semibold text-ui">Traces that reach each stage, and are parallel there</h2>
          <StagesChart bars={chart.bars} />
        </div>
        <StagesNotes chart={chart} rows={rows} />
      </div>
      <StagesTable bars={chart.bars} />
    </>
  );
}

function ParallelUsePanel({ rows, reading }: { rows: readonly LibraryRow[]; reading: Reading }) {
  const chart = useMemo(() => parallelUseChart(rows, reading), [rows, reading]);
  if (chart.traces === 0)
    return (
      <p className="px-4 py-6 text-mute text-xs">
        No SPRINT trace with a finished stage is among the rows shown.
      </p>
    );
  return (
    <>
      <div className={body}>
        <div className="min-w-0">
          <h2 className="font-semibold text-ui">What the parallel work was for</h2>
          <ParallelUseChart chart={chart} />
        </div>
        <ParallelUseNotes chart={chart} shown={rows.length} reading={reading} />
      </div>
      <ParallelUseTable chart={chart} />
    </>
  );
}
