import type { Shortcut } from '#components/ui/key-list.tsx';

/** What a key asks of the table. `move` with `extend` chooses what it passes; rows are counted, `Infinity` is the end. */
export type GridCommand =
  | { readonly kind: 'move'; readonly by: number; readonly extend: boolean }
  | { readonly kind: 'open'; readonly newTab: boolean }
  | { readonly kind: 'toggle' }
  | { readonly kind: 'select-all' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'compare' }
  | { readonly kind: 'tags' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'search' }
  | { readonly kind: 'help' };

interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Null for a key that means nothing here. `page`: rows in view. */
export function commandOf(
  { key, shiftKey, ctrlKey, metaKey, altKey }: Pressed,
  page: number,
): GridCommand | null {
  const command = ctrlKey || metaKey;
  if (altKey) return null;
  if (command) {
    if (key === 'a' || key === 'A') return { kind: 'select-all' };
    return key === 'Enter' ? { kind: 'open', newTab: true } : null;
  }
  const move = (by: number): GridCommand => ({ kind: 'move', by, extend: shiftKey });
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return move(1);
    case 'ArrowUp':
    case 'k':
      return move(-1);
    case 'PageDown':
      return move(page);
    case 'PageUp':
      return move(-page);
    case 'Home':
      return move(Number.NEGATIVE_INFINITY);
    case 'End':
      return move(Number.POSITIVE_INFINITY);
    case 'Enter':
      return { kind: 'open', newTab: false };
    case ' ':
      return { kind: 'toggle' };
    case 'Escape':
      return { kind: 'clear' };
    case 'c':
      return { kind: 'compare' };
    case 't':
      return { kind: 'tags' };
    case 'Delete':
      return { kind: 'delete' };
    case '/':
      return { kind: 'search' };
    case '?':
      return { kind: 'help' };
    default:
      return null;
  }
}

/** Where the cursor goes: within the rows; from nowhere the first key goes to the first row, End to the last. */
export function moveCursor(at: number | null, by: number, count: number): number | null {
  if (count === 0) return null;
  if (at === null) return by === Number.POSITIVE_INFINITY ? count - 1 : 0;
  return Math.min(count - 1, Math.max(0, at + by));
}

/** As the help lists them. */
export const gridShortcuts: readonly Shortcut[] = [
  { keys: ['/'], does: 'Search' },
  { keys: ['↑', '↓'], does: 'Row before, row after (also K, J)' },
  { keys: ['Page ↑', 'Page ↓'], does: 'A page of rows' },
  { keys: ['Home', 'End'], does: 'First row, last row' },
  { keys: ['Enter'], does: 'Open; with Ctrl or ⌘ in a new tab' },
  { keys: ['Space'], does: 'Select the row, or let it go' },
  { keys: ['Shift ↑', 'Shift ↓'], does: 'Select on the way' },
  { keys: ['Ctrl A'], does: 'Select all that are shown' },
  { keys: ['C'], does: 'Compare with its pair' },
  { keys: ['T'], does: 'Tags of the selection, or of the row' },
  { keys: ['Delete'], does: 'Delete the selection, or the row' },
  { keys: ['Esc'], does: 'Let go of the selection' },
  { keys: ['?'], does: 'This help' },
];
