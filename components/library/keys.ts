import { keyTable } from '#components/ui/keys/key-table.ts';
import { extendKeys, type GridCommand, gridKeys } from '#components/ui/table/grid-keys.ts';

/** What a key asks of the library. */
export type LibraryCommand =
  | GridCommand
  | { readonly kind: 'toggle' | 'select-all' | 'clear' | 'compare' | 'tags' | 'delete' };

const { search, rows, pages, ends, open, help } = gridKeys('row', 'Open');

export const libraryKeys = keyTable<LibraryCommand>([
  search,
  rows,
  pages,
  ends,
  open,
  { does: 'Select the row, or let it go', keys: { Space: { kind: 'toggle' } } },
  extendKeys,
  { does: 'Select all that are shown', keys: { 'Ctrl a': { kind: 'select-all' } } },
  { does: 'Compare with its pair', keys: { c: { kind: 'compare' } } },
  { does: 'Tags of the selection, or of the row', keys: { t: { kind: 'tags' } } },
  { does: 'Delete the selection, or the row', keys: { Delete: { kind: 'delete' } } },
  { does: 'Let go of the selection', keys: { Escape: { kind: 'clear' } } },
  help,
]);
