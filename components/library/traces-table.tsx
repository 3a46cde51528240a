'use client';

import { useRouter } from 'next/navigation';
import { type RefObject, useMemo, useRef, useState } from 'react';
import { reportFailure } from '#components/api/report-failure.ts';
import { KeysDialog } from '#components/ui/keys/keys-dialog.tsx';
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

/** The table with its cursor, its selection and everything that can be asked of both. */
export function TracesTable(props: TracesTableProps) {
  const { rows, shown, partners, query } = props;
  const router = useRouter();
  useFetchAhead(fetchedAhead);
  const now = useNow();
  const selection = useSelection(rows, shown);
  const { choose, chosenRows } = selection;
  /** By id: the cursor stays with its row when the order changes. */
  const [cursorId, setCursorId] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked>(null);
  const [tagging, setTagging] = useState<{ ids: ReadonlySet<string>; anchor: HTMLElement } | null>(null);
  const [help, setHelp] = useState(false);
  const [busy, setBusy] = useState(false);
  const grid = useRef<HTMLTableElement>(null);
  const handle = useRef<GridHandle>(null);

  const found = useMemo(() => shown.findIndex(({ id }) => id === cursorId), [shown, cursorId]);
  const cursor = found < 0 ? null : found;
  const atCursor = cursor === null ? undefined : shown[cursor];
  /** What a command without an object means: the selection, else the row at the cursor. */
  const meant = (): readonly LibraryRow[] =>
    chosenRows.length > 0 ? chosenRows : atCursor ? [atCursor] : [];

  const actions = useMemo(
    () => ({
      choose: (id: string, range: boolean) => {
        choose(id, range);
        setCursorId(id);
        // The keys go on from there.
        grid.current?.focus({ preventScroll: true });
      },
      editTags: (row: LibraryRow, anchor: HTMLElement) => setTagging({ ids: new Set([row.id]), anchor }),
    }),
    [choose],
  );

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

  const idsOf = (list: readonly LibraryRow[]) => list.map(({ id }) => id);
  const remove = (list: readonly LibraryRow[]) =>
    act(async () => {
      const done = await runBulk(idsOf(list), { action: 'delete' });
      selection.clear();
      if (done > 0) showToast({ tone: 'ok', title: `Deleted ${formatCount(done, 'trace')}` });
    });
  const pair = (list: readonly LibraryRow[]) =>
    act(async () => void (await runBulk(idsOf(list), { action: 'pair' })));
  const tag = (action: 'tag' | 'untag', name: string) =>
    act(async () => void (await runBulk([...(tagging?.ids ?? [])], { action, tags: [name] })));

  /** False where there was nothing to do: the key then keeps its usual meaning. */
  function run(command: Exclude<LibraryCommand, { kind: 'page' }>): boolean {
    switch (command.kind) {
      case 'move': {
        const to = moveCursor(cursor, command.by, shown.length);
        const row = to === null ? undefined : shown[to];
        if (!row || to === null) return false;
        if (command.extend) selection.extend(cursorId, row.id);
        else selection.moved();
        setCursorId(row.id);
        handle.current?.scrollTo(to);
        return true;
      }
      case 'open':
        if (!atCursor) return false;
        if (command.newTab) window.open(`/sessions/${encodeURIComponent(atCursor.id)}`, '_blank', 'noopener');
        else router.push(`/sessions/${encodeURIComponent(atCursor.id)}`);
        return true;
      case 'toggle':
        if (!atCursor) return false;
        choose(atCursor.id, false);
        return true;
      case 'select-all':
        selection.all();
        return true;
      case 'clear':
        selection.clear();
        return true;
      case 'compare': {
        const partner = atCursor && partners.get(atCursor.id);
        if (!partner) return false;
        router.push(compareHref(atCursor, partner));
        return true;
      }
      case 'tags': {
        const anchor = atCursor && handle.current?.rowElement(atCursor.id);
        const ids = new Set(idsOf(meant()));
        if (ids.size === 0 || !grid.current) return false;
        setTagging({ ids, anchor: anchor ?? grid.current });
        return true;
      }
      case 'delete':
        if (meant().length === 0) return false;
        setAsked({ what: 'delete', rows: meant() });
        return true;
      case 'search':
        props.searchField.current?.focus();
        props.searchField.current?.select();
        return true;
      case 'help':
        setHelp(true);
        return true;
    }
  }
  useGridKeys(libraryKeys, grid, () => handle.current?.page() ?? 10, run);

  const tagged = useMemo(
    () => (tagging ? rows.filter(({ id }) => tagging.ids.has(id)) : []),
    [rows, tagging],
  );
  const askedRows = (what: NonNullable<Asked>['what']) => (asked?.what === what ? asked.rows : null);
  const close = () => setAsked(null);

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
      <SelectionBar
        rows={chosenRows}
        hidden={chosenRows.length - selection.chosenShown}
        more={shown.length - selection.chosenShown}
        busy={busy}
        onSelectAll={selection.all}
        onTags={(anchor) => setTagging({ ids: new Set(idsOf(chosenRows)), anchor })}
        onPair={() =>
          sameQuestion(chosenRows) ? pair(chosenRows) : setAsked({ what: 'pair', rows: chosenRows })
        }
        onUnpair={() => act(async () => void (await runBulk(idsOf(chosenRows), { action: 'unpair' })))}
        onExport={() => setAsked({ what: 'export', rows: chosenRows })}
        onDelete={() => setAsked({ what: 'delete', rows: chosenRows })}
        onClear={selection.clear}
      />
      <DeleteDialog
        rows={askedRows('delete')}
        busy={busy}
        onClose={close}
        onDelete={() => asked && remove(asked.rows)}
      />
      <ExportDialog
        rows={askedRows('export')}
        busy={busy}
        onClose={close}
        onExport={(format) => asked && act(() => exportZip(asked.rows, format))}
      />
      <PairDialog
        rows={askedRows('pair')}
        busy={busy}
        onClose={close}
        onPair={() => asked && pair(asked.rows)}
      />
      <TagEditor
        anchor={tagging?.anchor ?? null}
        rows={tagged}
        known={props.knownTags.map(({ value }) => value)}
        onAdd={(name) => tag('tag', name)}
        onRemove={(name) => tag('untag', name)}
        onClose={() => setTagging(null)}
      />
      <KeysDialog
        table={libraryKeys}
        open={help}
        onClose={() => setHelp(false)}
        description="They work while the table has the focus, or nothing has. In the charts ← and → go from point to point."
      />
    </>
  );
}
