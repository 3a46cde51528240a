'use client';

import { useRouter } from 'next/navigation';
import { type RefObject, useMemo, useRef, useState } from 'react';
import { reportFailure } from '#components/api/report-failure.ts';
import { useFetchAhead } from '#components/ui/on-demand.tsx';
import { moveCursor, useGridKeys } from '#components/ui/table/grid-keys.ts';
import type { GridHandle } from '#components/ui/table/window-grid.tsx';
import { showToast } from '#components/ui/toast.tsx';
import { useNow } from '#components/ui/use-now.ts';
import { formatCount } from '#lib/base/format.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import { exportZip, runBulk } from './bulk-actions.ts';
import type { Column } from './columns.ts';
import {
  DeleteDialog,
  ExportDialog,
  fetchedAhead,
  KeysDialog,
  PairDialog,
  SelectionBar,
  TagEditor,
} from './fetched-ahead.ts';
import type { FilterOption } from './filter-options.ts';
import { type LibraryCommand, libraryKeys } from './keys.ts';
import type { LibraryQuery } from './library-query.ts';
import { compareHref, sameQuestion } from './pair-groups.ts';
import { type Sorting, toggleSorting } from './sort-rows.ts';
import { TracesGrid } from './traces-grid.tsx';
import { useSelection } from './use-selection.ts';

export interface TracesTableProps {
  readonly rows: readonly LibraryRow[];
  readonly shown: readonly LibraryRow[];
  readonly partners: ReadonlyMap<string, LibraryRow>;
  readonly columns: readonly Column[];
  readonly cards: boolean;
  readonly query: LibraryQuery;
  readonly knownTags: readonly FilterOption[];
  readonly searchField: RefObject<HTMLInputElement | null>;
  readonly onSorting: (sorting: Sorting) => void;
}

type Asked = { what: 'delete' | 'export' | 'pair'; rows: readonly LibraryRow[] } | null;
type Tagging = { ids: ReadonlySet<string>; anchor: HTMLElement } | null;

/** The table with its cursor, its selection and the actions on both. */
export function TracesTable(props: TracesTableProps) {
  const { rows, shown, partners, query } = props;
  useFetchAhead(fetchedAhead);
  const now = useNow();
  const selection = useSelection(rows, shown);
  const { choose } = selection;
  /** By id: the cursor stays with its row when the order changes. */
  const [cursorId, setCursorId] = useState<string | null>(null);
  const work = useRowWork(selection.clear);
  const [help, setHelp] = useState(false);
  const grid = useRef<HTMLTableElement>(null);
  const handle = useRef<GridHandle>(null);

  const found = useMemo(() => shown.findIndex(({ id }) => id === cursorId), [shown, cursorId]);
  const cursor = found < 0 ? null : found;
  const { setTagging } = work;
  const actions = useMemo(
    () => ({
      choose: (id: string, range: boolean) => {
        choose(id, range);
        setCursorId(id);
        // The keyboard continues from there.
        grid.current?.focus({ preventScroll: true });
      },
      editTags: (row: LibraryRow, anchor: HTMLElement) => setTagging({ ids: new Set([row.id]), anchor }),
    }),
    [choose, setTagging],
  );
  useTableKeys({
    ...{ shown, partners, selection, work, cursor, setCursorId, grid, handle },
    searchField: props.searchField,
    openHelp: () => setHelp(true),
  });

  return (
    <>
      {shown.length > 0 ? (
        <TracesGrid
          handle={handle}
          element={grid}
          rows={shown}
          partners={partners}
          columns={props.columns}
          sorting={query.sorting}
          definition={query.definition}
          reading={query.reading}
          chosen={selection.ids}
          cursor={cursor}
          cards={props.cards}
          now={now}
          actions={actions}
          onSort={(key) => props.onSorting(toggleSorting(query.sorting, key))}
          allChosen={selection.state}
          onChooseAll={selection.state === 'all' ? selection.clear : selection.all}
        />
      ) : null}
      <RowWorkDialogs {...props} selection={selection} work={work} />
      <KeysDialog
        table={libraryKeys}
        open={help}
        onClose={() => setHelp(false)}
        description="They work while the table has the focus, or nothing has. In the charts ← and → go from point to point."
      />
    </>
  );
}

const idsOf = (list: readonly LibraryRow[]): string[] => list.map(({ id }) => id);

type RowWork = ReturnType<typeof useRowWork>;
type RowSelection = ReturnType<typeof useSelection>;

/** What is asked about rows, and doing it; a failure is said, and the question stays open. */
function useRowWork(clearSelection: () => void) {
  const [asked, setAsked] = useState<Asked>(null);
  const [tagging, setTagging] = useState<Tagging>(null);
  const [busy, setBusy] = useState(false);

  async function act(work: () => Promise<void>) {
    setBusy(true);
    try {
      await work();
      setAsked(null);
    } catch (error) {
      reportFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return {
    ...{ asked, setAsked, tagging, setTagging, busy },
    remove: (list: readonly LibraryRow[]) =>
      act(async () => {
        const done = await runBulk(idsOf(list), { action: 'delete' });
        clearSelection();
        if (done > 0) showToast({ tone: 'ok', title: `Deleted ${formatCount(done, 'trace')}` });
      }),
    pair: (list: readonly LibraryRow[]) =>
      act(async () => void (await runBulk(idsOf(list), { action: 'pair' }))),
    unpair: (list: readonly LibraryRow[]) =>
      act(async () => void (await runBulk(idsOf(list), { action: 'unpair' }))),
    tag: (action: 'tag' | 'untag', name: string) =>
      act(async () => void (await runBulk([...(tagging?.ids ?? [])], { action, tags: [name] }))),
    exportAs: (list: readonly LibraryRow[], format: string) => act(() => exportZip(list, format)),
  };
}

interface TableKeysOptions {
  readonly shown: readonly LibraryRow[];
  readonly partners: ReadonlyMap<string, LibraryRow>;
  readonly selection: RowSelection;
  readonly work: RowWork;
  readonly cursor: number | null;
  readonly setCursorId: (id: string) => void;
  readonly grid: RefObject<HTMLTableElement | null>;
  readonly handle: RefObject<GridHandle | null>;
  readonly searchField: RefObject<HTMLInputElement | null>;
  readonly openHelp: () => void;
}

function useTableKeys({ shown, selection, work, cursor, grid, handle, ...options }: TableKeysOptions): void {
  const router = useRouter();
  const atCursor = cursor === null ? undefined : shown[cursor];
  /** The rows that a command applies to: the selection, else the row at the cursor. */
  const meant =
    selection.chosenRows.length > 0 ? selection.chosenRows : atCursor ? [atCursor] : ([] as const);

  function move(by: number, extend: boolean): boolean {
    const to = moveCursor(cursor, by, shown.length);
    const row = to === null ? undefined : shown[to];
    if (!row || to === null) return false;
    if (extend) selection.extend(atCursor?.id ?? null, row.id);
    else selection.moved();
    options.setCursorId(row.id);
    handle.current?.scrollTo(to);
    return true;
  }

  /** False where there was nothing to do: the key then keeps its usual meaning. */
  function run(command: Exclude<LibraryCommand, { kind: 'page' }>): boolean {
    switch (command.kind) {
      case 'move':
        return move(command.by, command.extend ?? false);
      case 'open':
        if (!atCursor) return false;
        if (command.newTab) window.open(`/sessions/${encodeURIComponent(atCursor.id)}`, '_blank', 'noopener');
        else router.push(`/sessions/${encodeURIComponent(atCursor.id)}`);
        return true;
      case 'toggle':
        if (!atCursor) return false;
        selection.choose(atCursor.id, false);
        return true;
      case 'select-all':
        selection.all();
        return true;
      case 'clear':
        selection.clear();
        return true;
      case 'compare': {
        const partner = atCursor && options.partners.get(atCursor.id);
        if (!partner) return false;
        router.push(compareHref(atCursor, partner));
        return true;
      }
      case 'tags': {
        const anchor = (atCursor && handle.current?.rowElement(atCursor.id)) ?? grid.current;
        if (meant.length === 0 || !anchor) return false;
        work.setTagging({ ids: new Set(idsOf(meant)), anchor });
        return true;
      }
      case 'delete':
        if (meant.length === 0) return false;
        work.setAsked({ what: 'delete', rows: meant });
        return true;
      case 'search':
        options.searchField.current?.focus();
        options.searchField.current?.select();
        return true;
      case 'help':
        options.openHelp();
        return true;
    }
  }
  useGridKeys(libraryKeys, grid, () => handle.current?.page() ?? 10, run);
}

interface RowWorkDialogsProps extends Pick<TracesTableProps, 'rows' | 'shown' | 'knownTags'> {
  readonly selection: RowSelection;
  readonly work: RowWork;
}

/** What can be done to the chosen rows, and the questions that it asks. */
function RowWorkDialogs({ rows, shown, knownTags, selection, work }: RowWorkDialogsProps) {
  const { asked, setAsked, tagging, setTagging, busy } = work;
  const { chosenRows } = selection;
  const tagged = useMemo(
    () => (tagging ? rows.filter(({ id }) => tagging.ids.has(id)) : []),
    [rows, tagging],
  );
  const dialog = (what: NonNullable<Asked>['what']) => ({
    rows: asked?.what === what ? asked.rows : null,
    busy,
    onClose: () => setAsked(null),
  });
  return (
    <>
      <SelectionBar
        rows={chosenRows}
        hidden={chosenRows.length - selection.chosenShown}
        more={shown.length - selection.chosenShown}
        busy={busy}
        onSelectAll={selection.all}
        onTags={(anchor) => setTagging({ ids: new Set(idsOf(chosenRows)), anchor })}
        onPair={() =>
          sameQuestion(chosenRows) ? work.pair(chosenRows) : setAsked({ what: 'pair', rows: chosenRows })
        }
        onUnpair={() => work.unpair(chosenRows)}
        onExport={() => setAsked({ what: 'export', rows: chosenRows })}
        onDelete={() => setAsked({ what: 'delete', rows: chosenRows })}
        onClear={selection.clear}
      />
      <DeleteDialog {...dialog('delete')} onDelete={() => asked && work.remove(asked.rows)} />
      <ExportDialog {...dialog('export')} onExport={(format) => asked && work.exportAs(asked.rows, format)} />
      <PairDialog {...dialog('pair')} onPair={() => asked && work.pair(asked.rows)} />
      <TagEditor
        anchor={tagging?.anchor ?? null}
        rows={tagged}
        known={knownTags.map(({ value }) => value)}
        onAdd={(name) => work.tag('tag', name)}
        onRemove={(name) => work.tag('untag', name)}
        onClose={() => setTagging(null)}
      />
    </>
  );
}
