'use client';

import { type RefObject, useEffect, useRef } from 'react';
import { isInClosedDialog } from '../closed-dialog.ts';
import { commandOf, type GridCommand } from './grid-keys.ts';

/**
 * Keys of the whole page: with the focus on the table or nowhere, all of them; on other controls only `/` and `?`,
 * the rest being theirs; while something is typed none, but that ↓ leads from the search field into the table.
 */
export function usePageKeys(
  grid: RefObject<HTMLElement | null>,
  page: () => number,
  run: (command: GridCommand) => boolean,
): void {
  const latest = useRef({ page, run });
  useEffect(() => {
    latest.current = { page, run };
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented) return;
      const focused = event.target instanceof HTMLElement ? event.target : null;
      const target = focused && isInClosedDialog(focused) ? null : focused;
      const typing = target?.closest(
        'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]',
      );
      if (typing?.matches('[type=search]') && event.key === 'ArrowDown') {
        grid.current?.focus();
        event.preventDefault();
        latest.current.run({ kind: 'move', by: 0, extend: false });
        return;
      }
      if (typing || target?.closest('dialog, [popover]')) return;
      const command = commandOf(event, latest.current.page());
      if (!command) return;
      const free = target === null || target === document.body || target === grid.current;
      if (!free && command.kind !== 'search' && command.kind !== 'help') return;
      // Elsewhere it chooses the text of the page.
      if (command.kind === 'select-all' && target !== grid.current) return;
      if (latest.current.run(command)) event.preventDefault();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [grid]);
}
