'use client';

import { useCallback, useMemo, useRef, useState } from 'react';
import type { LibraryRow } from '#components/api/library-schemas.ts';
import { emptySelection, type Selection, selectAll, selectRange, toggleRow } from './selection.ts';

/** The chosen rows of a list that is filtered and sorted anew; its functions stay the same. */
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
  /** Moves with Shift: the row left behind begins the range, unless one is drawn already. */
  const extend = useCallback((from: string | null, to: string) => {
    setSelection((old) => {
      const start = old.anchor === null && from !== null ? toggleRow(old, from) : old;
      return selectRange(start.anchor === null ? { ...start, anchor: to } : start, shownIds.current, to);
    });
  }, []);
  const all = useCallback(() => setSelection(selectAll(shownIds.current)), []);
  const clear = useCallback(() => setSelection(emptySelection), []);

  const state: 'all' | 'some' | 'none' =
    chosenShown === 0 ? 'none' : chosenShown === shown.length ? 'all' : 'some';
  return { ids: selection.ids, chosenRows, chosenShown, state, choose, extend, all, clear };
}
