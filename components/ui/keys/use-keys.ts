'use client';

import { useEffect, useRef } from 'react';
import { isInClosedDialog } from '../closed-dialog.ts';
import type { KeyTable } from './key-table.ts';

export interface KeysOptions<Command> {
  /** Whether a key means this with the focus on `target`; null: on nothing in particular. Default: it does. */
  readonly allows?: (command: Command, target: Element | null) => boolean;
  /** Asked about keys that a control takes itself: true where the page takes this one all the same. */
  readonly takeTyped?: (event: KeyboardEvent, control: Element) => boolean;
  /** A key that is held down is one press. */
  readonly once?: boolean;
}

/**
 * Keys of a page, wherever the focus is but in what takes them itself. `run` does what one asks for; false where there
 * was nothing to do: the key then keeps its usual meaning.
 */
export function useKeys<Command>(
  table: KeyTable<Command>,
  run: (command: Command) => boolean | undefined,
  options: KeysOptions<Command> = {},
): void {
  const latest = useRef({ table, run, options });
  useEffect(() => {
    latest.current = { table, run, options };
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const { table, run, options } = latest.current;
      if (event.defaultPrevented || (options.once && event.repeat)) return;
      const focused = event.target instanceof Element ? event.target : null;
      const target = focused === document.body || (focused && isInClosedDialog(focused)) ? null : focused;
      if (target && isTaken(target, event.key)) {
        if (options.takeTyped?.(event, target)) event.preventDefault();
        return;
      }
      const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event;
      const altGraph = event.getModifierState('AltGraph');
      const command = table.commandOf({ key, code, shiftKey, ctrlKey, metaKey, altKey, altGraph });
      if (command === undefined || options.allows?.(command, target) === false) return;
      if (run(command) !== false) event.preventDefault();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/**
 * The one rule for what is typed, chosen or asked: a field, a menu and a dialog take every key, as a popover does unless
 * it says that the keys of the page go on in it; a choice takes those that choose, a button those that press it.
 */
function isTaken(target: Element, key: string): boolean {
  if (target.matches('input[type="radio"], input[type="checkbox"]') && !target.closest(OVERLAYS))
    return key === ' ' || key.startsWith('Arrow');
  if (target.closest(`input, textarea, select, [contenteditable], ${OVERLAYS}`)) return true;
  return (key === ' ' || key === 'Enter') && target.closest('button, a, summary, [role=menuitem]') !== null;
}

const OVERLAYS = 'dialog, [popover]:not([data-page-keys]), [role=menu]';
