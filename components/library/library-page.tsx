'use client';

import dynamic from 'next/dynamic';
import { useMemo, useRef } from 'react';
import { reloadLibrary, useLibraryRows } from '#components/api/library-rows.ts';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { Button } from '#components/ui/button.tsx';
import { useStoredChoice } from '#components/ui/stored-choice.ts';
import { LoadingRows } from '#components/ui/table/loading-rows.tsx';
import { useWidth } from '#components/ui/use-width.ts';
import { formatInteger } from '#lib/base/format.ts';
import { AccuracyStrip } from './accuracy-strip.tsx';
import { fitColumns, readColumnChoice } from './columns.ts';
import { EmptyLibrary, NothingMatches } from './fetched-ahead.ts';
import { LibraryFilterBar } from './filter-bar.tsx';
import { noFilters } from './filter-rows.ts';
import { LibraryHead } from './library-head.tsx';
import type { LibraryQuery } from './library-query.ts';
import { MeansStrip } from './means-strip.tsx';
import { readRows } from './row.ts';
import { OUTER_WIDTH } from './trace-row.tsx';
import { TracesTable } from './traces-table.tsx';
import { useLibraryQuery } from './use-library-query.ts';
import { useShownRows } from './use-shown-rows.ts';

const ChartPanel = dynamic(
  () => import('#components/library/charts/chart-panel.tsx').then((module) => module.ChartPanel),
  {
    ssr: false,
    // As high as the panel on a wide window, so that the table below does not jump twice.
    loading: () => <div className="h-[22rem] rounded-xl border border-line bg-panel" />,
  },
);

/** Below this many px of room rows become cards. */
const CARDS_BELOW = 620;

/** All traces of this server: search, filters, sorting, charts, and what can be done with many at once. */
export function LibraryPage() {
  const { rows: stored, ready, error } = useLibraryRows();
  const [query, changeQuery] = useLibraryQuery();
  const rows = useMemo(() => readRows(stored, query.reading), [stored, query.reading]);
  const renewing = stored.filter((row) => row.renewing).length;
  const { filtered, shown, options, partners, anyPair } = useShownRows(rows, query);
  const searchField = useRef<HTMLInputElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const width = useWidth(body);
  const [storedColumns, storeColumns] = useStoredChoice('library-columns', '');
  const wanted = useMemo(() => readColumnChoice(storedColumns), [storedColumns]);
  const fitted = useMemo(() => fitColumns(width - OUTER_WIDTH - 2, wanted), [width, wanted]);
  const cards = width > 0 && width < CARDS_BELOW;

  const change = (part: Partial<LibraryQuery>) => changeQuery((old) => ({ ...old, ...part }));
  const chart = query.chart === 'auto' ? (anyPair && !cards ? 'pairs' : 'off') : query.chart;
  const clearFilters = () => change({ filters: noFilters });

  return (
    <div ref={body} className="flex flex-col gap-3">
      <LibraryHead
        chart={chart}
        cards={cards}
        fitted={fitted}
        wanted={wanted}
        sorting={query.sorting}
        empty={rows.length === 0}
        onChart={(tab) => change({ chart: tab })}
        onSorting={(sorting) => change({ sorting })}
        onColumns={(columns) => storeColumns(columns === null ? '' : [...columns].join(',') || 'name')}
      />
      {error ? (
        <ProblemNote
          error={error}
          actions={
            <Button size="sm" onClick={() => void reloadLibrary()}>
              Try again
            </Button>
          }
        />
      ) : null}
      {renewing > 0 ? (
        <p role="status" className="rounded-xl bg-line-soft px-3 py-2 text-mute text-ui leading-snug">
          {renewing === 1 ? 'One trace was' : `${formatInteger(renewing)} traces were`} counted by an earlier
          version. Its numbers meant something else (thinking counts now), so they are computed anew and
          appear here one by one.
        </p>
      ) : null}
      {rows.length === 0 ? (
        ready ? (
          error ? null : (
            <EmptyLibrary />
          )
        ) : (
          <LoadingRows />
        )
      ) : (
        <>
          <LibraryFilterBar
            filters={query.filters}
            options={options}
            searchField={searchField}
            onChange={(part) => changeQuery((old) => ({ ...old, filters: { ...old.filters, ...part } }))}
          />
          <MeansStrip
            rows={filtered}
            total={rows.length}
            definition={query.definition}
            reading={query.reading}
            onDefinition={(definition) => change({ definition })}
            onReading={(reading) => change({ reading })}
          />
          <AccuracyStrip rows={filtered} />
          {chart === 'off' ? null : (
            <ChartPanel tab={chart} rows={filtered} all={rows} query={query} onChange={change} />
          )}
          {shown.length === 0 ? <NothingMatches onClear={clearFilters} /> : null}
          <TracesTable
            rows={rows}
            shown={shown}
            partners={partners}
            columns={fitted.shown}
            cards={cards}
            query={query}
            knownTags={options.tags}
            searchField={searchField}
            onSorting={(sorting) => change({ sorting })}
          />
        </>
      )}
    </div>
  );
}
