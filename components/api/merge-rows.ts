import type { LibraryRow } from '#lib/contract/library.ts';

/** The newest rows put into what is known: changed ones in their place, new ones in front. Same object if nothing is new. */
export function mergePage(rows: readonly LibraryRow[], newest: readonly LibraryRow[]): readonly LibraryRow[] {
  const news = new Map(newest.map((row) => [row.id, row]));
  let changed = false;
  const kept = rows.map((row) => {
    const other = news.get(row.id) ?? row;
    news.delete(row.id);
    if (other !== row) changed = true;
    return other;
  });
  return changed || news.size > 0 ? [...news.values(), ...kept] : rows;
}
