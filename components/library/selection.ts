/** Which rows are chosen; ids, so that sorting and filtering keep them. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Where a range begins: the row chosen last without Shift. */
  readonly anchor: string | null;
}

export const emptySelection: Selection = { ids: new Set(), anchor: null };

/** Adds or removes one row. */
export function toggleRow({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/**
 * Shift-click: every row from the anchor to `id`, in the order shown, becomes what the anchor is (chosen or not).
 * Without an anchor in view it is a plain toggle. The anchor stays, so that a range can be drawn anew.
 */
export function selectRange(selection: Selection, shown: readonly string[], id: string): Selection {
  const from = selection.anchor === null ? -1 : shown.indexOf(selection.anchor);
  const to = shown.indexOf(id);
  if (from < 0 || to < 0) return toggleRow(selection, id);
  const adds = selection.ids.has(selection.anchor ?? '');
  const next = new Set(selection.ids);
  for (const row of shown.slice(Math.min(from, to), Math.max(from, to) + 1))
    if (adds) next.add(row);
    else next.delete(row);
  return { ids: next, anchor: selection.anchor };
}

/** Chooses exactly what is shown; what an earlier filter showed is let go. */
export const selectAll = (shown: readonly string[]): Selection => ({ ids: new Set(shown), anchor: null });

/** Drops what is gone from the library; the same object where nothing is. */
export function keepKnown(selection: Selection, known: ReadonlySet<string>): Selection {
  if ([...selection.ids].every((id) => known.has(id))) return selection;
  return { ids: new Set([...selection.ids].filter((id) => known.has(id))), anchor: selection.anchor };
}
