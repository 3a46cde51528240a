'use client';

import { ArrowDown, ArrowUp, Columns3, Droplets, Import } from 'lucide-react';
import { useState } from 'react';
import { Button, ButtonLink, IconButton } from '#components/ui/button.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { columns, type FittedColumns } from './columns.ts';
import { ColumnsDialog } from './fetched-ahead.ts';
import type { ShownChart } from './library-query.ts';
import { firstDirection, type Sorting, type SortKey } from './sort-rows.ts';

export interface LibraryHeadProps {
  readonly chart: ShownChart | 'off';
  readonly cards: boolean;
  readonly fitted: FittedColumns;
  readonly wanted: ReadonlySet<SortKey> | null;
  readonly sorting: Sorting;
  /** Nothing to show. */
  readonly empty: boolean;
  readonly onChart: (chart: ShownChart | 'off') => void;
  readonly onSorting: (sorting: Sorting) => void;
  readonly onColumns: (wanted: ReadonlySet<SortKey> | null) => void;
}

/** The page's title, and the choices of how to show it. */
export function LibraryHead(props: LibraryHeadProps) {
  const { chart, cards, fitted, wanted, sorting, empty } = props;
  const [choosing, setChoosing] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <h1 className="mr-auto font-semibold text-lg tracking-[-0.01em]">Library</h1>
      {empty ? null : (
        <>
          {cards ? <SortChoice sorting={sorting} onSorting={props.onSorting} /> : null}
          <Segmented
            label="Chart"
            value={chart}
            options={[
              { value: 'pairs', label: 'Pairs' },
              { value: 'stages', label: 'Stages' },
              { value: 'parallel', label: 'Parallel work' },
              { value: 'off', label: 'No chart' },
            ]}
            onChange={props.onChart}
          />
          {cards ? null : (
            <Button icon={<Columns3 size={14} />} onClick={() => setChoosing(true)}>
              Columns
            </Button>
          )}
        </>
      )}
      {empty ? null : (
        <ButtonLink href="/leaks" prefetch={false} icon={<Droplets size={14} />}>
          Leaks
        </ButtonLink>
      )}
      <ButtonLink href="/import" className="max-sm:hidden" icon={<Import size={14} />}>
        Import
      </ButtonLink>
      <ColumnsDialog
        open={choosing}
        fitted={fitted}
        wanted={wanted}
        onChange={props.onColumns}
        onClose={() => setChoosing(false)}
      />
    </div>
  );
}

/** Cards have no heads to click. */
function SortChoice({ sorting, onSorting }: Pick<LibraryHeadProps, 'sorting' | 'onSorting'>) {
  const up = sorting.direction === 'ascending';
  return (
    <div className="order-last flex basis-full items-center gap-1.5">
      <Select
        aria-label="Sort by"
        className="flex-1"
        value={sorting.key}
        onChange={(event) => {
          const key = event.target.value as SortKey;
          onSorting({ key, direction: firstDirection(key) });
        }}
      >
        {columns.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <IconButton
        size="lg"
        variant="secondary"
        label={up ? 'Ascending; turn round' : 'Descending; turn round'}
        icon={up ? <ArrowUp size={15} /> : <ArrowDown size={15} />}
        onClick={() => onSorting({ ...sorting, direction: up ? 'descending' : 'ascending' })}
      />
    </div>
  );
}
