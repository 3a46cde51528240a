'use client';

import { SearchX } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useCallback, useMemo, useRef, useState } from 'react';
import { ProblemNote } from '#components/api/problem-note.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { keyTable } from '#components/ui/keys/key-table.ts';
import { KeysDialog } from '#components/ui/keys/keys-dialog.tsx';
import { type GridCommand, gridKeys, moveCursor, useGridKeys } from '#components/ui/table/grid-keys.ts';
import { LoadingRows } from '#components/ui/table/loading-rows.tsx';
import type { GridHandle } from '#components/ui/table/window-grid.tsx';
import { useWidth } from '#components/ui/use-width.ts';
import { formatInteger } from '#lib/base/format.ts';
import type { CurationBatch } from '#lib/contract/curation-batch.ts';
import { RecordFilterBar } from './record-filter-bar.tsx';
import { noFilters, queryOf, type RecordFilters } from './record-filters.ts';
import { RecordGrid } from './record-grid.tsx';
import { useRecords } from './use-records.ts';

export interface RecordsTableProps {
  readonly batch: CurationBatch;
  readonly filters: RecordFilters;
  readonly onFilters: (change: Partial<RecordFilters>) => void;
}

/** Below this many px of room rows become cards. */
const CARDS_BELOW = 900;

const { search, rows: moves, pages, ends, open, help: helpKey } = gridKeys('record', 'Open in the workbench');
const recordKeys = keyTable([search, moves, pages, ends, open, helpKey]);

/** The records of the batch: search, filters, a cursor for the keys; a row opens its workbench. */
export function RecordsTable({ batch, filters, onFilters }: RecordsTableProps) {
  const router = useRouter();
  const body = useRef<HTMLDivElement>(null);
  const width = useWidth(body);
  const searchField = useRef<HTMLInputElement>(null);
  const element = useRef<HTMLTableElement>(null);
  const handle = useRef<GridHandle>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const [help, setHelp] = useState(false);
  const query = useMemo(() => queryOf(filters), [filters]);
  const version = JSON.stringify([batch.status, batch.counts, batch.review]);
  const { rows, total, error, ensure } = useRecords(batch.id, query, version);
  const cards = width > 0 && width < CARDS_BELOW;

  const run = useCallback(
    (command: Exclude<GridCommand, { kind: 'page' }>): boolean => {
      switch (command.kind) {
        case 'move': {
          const to = moveCursor(cursor, command.by, total ?? 0);
          if (to === null) return false;
          setCursor(to);
          ensure(to);
          handle.current?.scrollTo(to);
          return true;
        }
        case 'open': {
          const row = cursor === null ? undefined : rows[cursor];
          if (!row) return false;
          const href = `/curate/${encodeURIComponent(row.id)}`;
          if (command.newTab) window.open(href, '_blank', 'noopener');
          else router.push(href);
          return true;
        }
        case 'search':
          searchField.current?.focus();
          searchField.current?.select();
          return true;
        case 'help':
          setHelp(true);
          return true;
        default:
          return false;
      }
    },
    [cursor, rows, total, ensure, router],
  );
  useGridKeys(recordKeys, element, () => handle.current?.page() ?? 10, run);

  function change(part: Partial<RecordFilters>) {
    setCursor(null);
    onFilters(part);
  }

  return (
    <section aria-labelledby="records-heading" ref={body} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 id="records-heading" className="font-semibold text-[15px] tracking-[-0.01em]">
          Records
        </h2>
        <p role="status" className="text-mute text-xs tabular-nums">
          {total === null
            ? ''
            : total === batch.counts.imported
              ? formatInteger(total)
              : `${formatInteger(total)} of ${formatInteger(batch.counts.imported)}`}
        </p>
      </div>
      <RecordFilterBar batch={batch} filters={filters} searchField={searchField} onChange={change} />
      {error ? <ProblemNote error={error} /> : null}
      {total === null && !error ? <LoadingRows /> : null}
      {total === 0 ? (
        <EmptyState
          icon={<SearchX size={22} />}
          title={batch.counts.imported === 0 ? 'No record yet' : 'No record matches'}
          className="py-12"
          actions={
            batch.counts.imported === 0 ? undefined : (
              <Button onClick={() => change(noFilters)}>Clear filters</Button>
            )
          }
        >
          {batch.counts.imported === 0
            ? 'Rows appear here as they are read from the file.'
            : 'Search and filters together leave nothing.'}
        </EmptyState>
      ) : null}
      {total !== null && total > 0 ? (
        <RecordGrid
          handle={handle}
          element={element}
          rows={rows}
          total={total}
          cursor={cursor}
          cards={cards}
          onReach={ensure}
        />
      ) : null}
      <KeysDialog
        open={help}
        onClose={() => setHelp(false)}
        table={recordKeys}
        description="They work while the table has the focus, or nothing has."
      />
    </section>
  );
}
