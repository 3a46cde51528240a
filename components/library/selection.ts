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
 * Shift-click: every row from the anchor to `id`, in the order shown, takes the anchor's state (chosen or not). Without
 * an anchor in view it is a plain toggle. The anchor stays, so that a person can change the range.
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

/** Chooses exactly the rows shown; drops those of an earlier filter. */
export const selectAll = (shown: readonly string[]): Selection => ({ ids: new Set(shown), anchor: null });

/**
 * The cursor moved from one row to another with Shift held: extends the range from its start, which is the row that the
 * cursor left unless a range has begun already.
 */
export function extendTo(
  selection: Selection,
  shown: readonly string[],
  from: string | null,
  to: string,
): Selection {
  if (selection.anchor !== null) return selectRange(selection, shown, to);
  const begin = from ?? to;
  const start = selection.ids.has(begin) ? { ...selection, anchor: begin } : toggleRow(selection, begin);
  return begin === to ? start : selectRange(start, shown, to);
}

/** The cursor moved without Shift: the next range begins where it is then. Same object where no range had begun. */
export const withoutAnchor = (selection: Selection): Selection =>
  selection.anchor === null ? selection : { ids: selection.ids, anchor: null };
