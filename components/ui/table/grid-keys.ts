'use client';

import type { RefObject } from 'react';
import type { KeyRow, KeyTable } from '../keys/key-table.ts';
import { useKeys } from '../keys/use-keys.ts';

/** What walks a table. `move` with `extend` chooses what it passes; rows are counted, `Infinity` is the end. */
export type GridCommand =
  | { readonly kind: 'move'; readonly by: number; readonly extend?: boolean }
  /** As many rows as are in view. */
  | { readonly kind: 'page'; readonly by: 1 | -1; readonly extend?: boolean }
  | { readonly kind: 'open'; readonly newTab: boolean }
  | { readonly kind: 'search' }
  | { readonly kind: 'help' };

/** The keys that walk every table, by what a row of it is: `row`, `record`. `opens`: what Enter does. */
export function gridKeys(
  row: string,
  opens: string,
): Record<'search' | 'rows' | 'pages' | 'ends' | 'open' | 'help', KeyRow<GridCommand>> {
  const name = `${row[0]?.toUpperCase()}${row.slice(1)}`;
  return {
    search: { does: 'Search', keys: { '/': { kind: 'search' } } },
    rows: {
      does: `${name} before, ${row} after (also K, J)`,
      keys: { ArrowUp: { kind: 'move', by: -1 }, ArrowDown: { kind: 'move', by: 1 } },
      also: { k: { kind: 'move', by: -1 }, j: { kind: 'move', by: 1 } },
    },
    pages: {
      does: `A page of ${row}s`,
      keys: { PageUp: { kind: 'page', by: -1 }, PageDown: { kind: 'page', by: 1 } },
    },
    ends: {
      does: `First ${row}, last ${row}`,
      keys: {
        Home: { kind: 'move', by: Number.NEGATIVE_INFINITY },
        End: { kind: 'move', by: Number.POSITIVE_INFINITY },
      },
    },
    open: {
      does: `${opens}; with Ctrl or ⌘ in a new tab`,
      keys: { Enter: { kind: 'open', newTab: false } },
      also: { 'Ctrl Enter': { kind: 'open', newTab: true } },
    },
    help: { does: 'This help', keys: { '?': { kind: 'help' } } },
  };
}

/** Moves with Shift choose on the way: the rest of what walks a table whose rows can be chosen. */
export const extendKeys: KeyRow<GridCommand> = {
  does: 'Select on the way',
  keys: {
    'Shift ArrowUp': { kind: 'move', by: -1, extend: true },
    'Shift ArrowDown': { kind: 'move', by: 1, extend: true },
  },
  also: {
    'Shift PageUp': { kind: 'page', by: -1, extend: true },
    'Shift PageDown': { kind: 'page', by: 1, extend: true },
    'Shift Home': { kind: 'move', by: Number.NEGATIVE_INFINITY, extend: true },
    'Shift End': { kind: 'move', by: Number.POSITIVE_INFINITY, extend: true },
  },
};

/**
 * Where the cursor goes: always within the rows; without a cursor the first key goes to the first row, End to the last.
 */
export function moveCursor(at: number | null, by: number, count: number): number | null {
  if (count === 0) return null;
  if (at === null) return by === Number.POSITIVE_INFINITY ? count - 1 : 0;
  return Math.min(count - 1, Math.max(0, at + by));
}

/**
 * Keys of a page with one table: with the focus on the table or nowhere, all of them; on other controls only the way to
 * the search and to the help, the rest being theirs; ↓ leads from the search field into the table. A page is given to
 * `run` as a move of so many rows.
 */
export function useGridKeys<Command extends { readonly kind: string }>(
  table: KeyTable<Command>,
  grid: RefObject<HTMLElement | null>,
  page: () => number,
  run: (command: Exclude<Command, { readonly kind: 'page' }> | Move) => boolean,
): void {
  useKeys(
    table,
    (command) => {
      const asked: Command | GridCommand = command;
      if (isPage(asked)) return run({ kind: 'move', by: asked.by * page(), extend: asked.extend });
      return run(command as Exclude<Command, { readonly kind: 'page' }>);
    },
    {
      allows({ kind }, target) {
        if (kind === 'search' || kind === 'help') return true;
        // Elsewhere this key selects the text of the page.
        if (kind === 'select-all') return target === grid.current;
        return target === null || target === grid.current;
      },
      takeTyped(event, control) {
        if (event.key !== 'ArrowDown' || !control.matches('[type=search]')) return false;
        grid.current?.focus();
        run({ kind: 'move', by: 0 });
        return true;
      },
    },
  );
}

type Move = Extract<GridCommand, { kind: 'move' }>;

const isPage = (command: { readonly kind: string }): command is Extract<GridCommand, { kind: 'page' }> =>
  command.kind === 'page';
