'use client';

import { useCallback, useMemo, useRef, useState } from 'react';
import type { LibraryRow } from '#lib/contract/library.ts';
import {
  emptySelection,
  extendTo,
  type Selection,
  selectAll,
  selectRange,
  toggleRow,
  withoutAnchor,
} from './selection.ts';

/** The chosen rows of a list that is filtered and sorted; its functions keep their identity. */
export function useSelection(rows: readonly LibraryRow[], shown: readonly LibraryRow[]) {
  const [selection, setSelection] = useState<Selection>(emptySelection);
  const shownIds = useRef<readonly string[]>([]);
  shownIds.current = useMemo(() => shown.map(({ id }) => id), [shown]);

  const chosenRows = useMemo(() => rows.filter(({ id }) => selection.ids.has(id)), [rows, selection]);
  const chosenShown = useMemo(
    () => shown.reduce((sum, { id }) => sum + (selection.ids.has(id) ? 1 : 0), 0),
    [shown, selection],
  );
  const choose = useCallback((id: string, range: boolean) => {
    setSelection((old) => (range ? selectRange(old, shownIds.current, id) : toggleRow(old, id)));
  }, []);
  const extend = useCallback((from: string | null, to: string) => {
    setSelection((old) => extendTo(old, shownIds.current, from, to));
  }, []);
  const moved = useCallback(() => setSelection(withoutAnchor), []);
  const all = useCallback(() => setSelection(selectAll(shownIds.current)), []);
  const clear = useCallback(() => setSelection(emptySelection), []);

  const state: 'all' | 'some' | 'none' =
    chosenShown === 0 ? 'none' : chosenShown === shown.length ? 'all' : 'some';
  return { ids: selection.ids, chosenRows, chosenShown, state, choose, extend, moved, all, clear };
}
