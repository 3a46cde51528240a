import type { Shortcut } from '#components/ui/key-list.tsx';

/** What the keys do, as the help shows it. */
export const workbenchShortcuts: readonly Shortcut[] = [
  { keys: ['↓', '↑'], does: 'Next, previous line (also J, K); with Shift more lines' },
  { keys: ['→', '←'], does: 'Next, previous step (also L, H)' },
  { keys: ['Home', 'End'], does: 'First, last line' },
  { keys: ['P', 'E', 'C'], does: 'The lines are plan, execution, comment of the step' },
  { keys: [',', '.'], does: 'The lines go to the step before, after' },
  { keys: ['[', ']'], does: 'The end of this part: a line up, a line down' },
  { keys: ['{', '}'], does: 'The beginning of this part: a line up, a line down' },
  { keys: ['N'], does: 'The lines are a step of their own' },
  { keys: ['S'], does: 'Split the step before this line' },
  { keys: ['M'], does: 'Merge the step with the next' },
  { keys: ['X'], does: 'Drop the lines: they belong to no step' },
  { keys: ['Shift X'], does: 'Delete the step' },
  { keys: ['Enter'], does: 'Type the step’s prompt; Esc ends it' },
  { keys: ['D'], does: 'Dependencies of the step' },
  { keys: ['O'], does: 'Plan-only: by the rule, always, never' },
  { keys: ['Ctrl Z'], does: 'Undo (⌘ Z)' },
  { keys: ['Ctrl Shift Z'], does: 'Redo (⌘ ⇧ Z)' },
  { keys: ['Esc'], does: 'Choose nothing' },
  { keys: ['?'], does: 'This help' },
];

/** What a key asks for. */
export type WorkbenchCommand =
  | { readonly kind: 'line'; readonly by: number; readonly extend: boolean }
  | { readonly kind: 'step'; readonly by: 1 | -1 }
  | { readonly kind: 'assign'; readonly part: 'plan' | 'execution' | 'comment' }
  | { readonly kind: 'give'; readonly by: 1 | -1 }
  | { readonly kind: 'boundary'; readonly edge: 'start' | 'end'; readonly by: 1 | -1 }
  | {
      readonly kind:
        | 'new-step'
        | 'split'
        | 'merge'
        | 'drop'
        | 'delete-step'
        | 'prompt'
        | 'dependencies'
        | 'plan-only'
        | 'undo'
        | 'redo'
        | 'none'
        | 'help';
    };

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'> & {
  altGraph: boolean;
};

/** `page`: lines that Page keys move by. Null for a key that means nothing here. */
export function commandOf(
  { key, shiftKey: shift, ctrlKey, metaKey, altKey, altGraph }: Pressed,
  page: number,
): WorkbenchCommand | null {
  const letter = key.length === 1 ? key.toLowerCase() : key;
  // Brackets stand behind AltGr on many keyboards, which reads as Ctrl with Alt.
  const plain = altGraph || (!ctrlKey && !metaKey && !altKey);
  if (!plain) {
    if (altKey || !(ctrlKey || metaKey)) return null;
    if (letter === 'z') return { kind: shift ? 'redo' : 'undo' };
    return letter === 'y' && !shift ? { kind: 'redo' } : null;
  }
  switch (letter) {
    case 'ArrowDown':
    case 'j':
      return { kind: 'line', by: 1, extend: shift };
    case 'ArrowUp':
    case 'k':
      return { kind: 'line', by: -1, extend: shift };
    case 'PageDown':
      return { kind: 'line', by: page, extend: shift };
    case 'PageUp':
      return { kind: 'line', by: -page, extend: shift };
    case 'Home':
      return { kind: 'line', by: Number.NEGATIVE_INFINITY, extend: shift };
    case 'End':
      return { kind: 'line', by: Number.POSITIVE_INFINITY, extend: shift };
    case 'ArrowRight':
    case 'l':
      return { kind: 'step', by: 1 };
    case 'ArrowLeft':
    case 'h':
      return { kind: 'step', by: -1 };
    case 'p':
      return { kind: 'assign', part: 'plan' };
    case 'e':
      return { kind: 'assign', part: 'execution' };
    case 'c':
      return { kind: 'assign', part: 'comment' };
    case ',':
      return { kind: 'give', by: -1 };
    case '.':
      return { kind: 'give', by: 1 };
    case '[':
      return { kind: 'boundary', edge: 'end', by: -1 };
    case ']':
      return { kind: 'boundary', edge: 'end', by: 1 };
    case '{':
      return { kind: 'boundary', edge: 'start', by: -1 };
    case '}':
      return { kind: 'boundary', edge: 'start', by: 1 };
    case 'n':
      return { kind: 'new-step' };
    case 's':
      return { kind: 'split' };
    case 'm':
      return { kind: 'merge' };
    case 'x':
      return { kind: shift ? 'delete-step' : 'drop' };
    case 'Enter':
      return { kind: 'prompt' };
    case 'd':
      return { kind: 'dependencies' };
    case 'o':
      return { kind: 'plan-only' };
    case 'Escape':
      return { kind: 'none' };
    case '?':
      return { kind: 'help' };
    default:
      return null;
  }
}

/** Whether a command is for the lines alone, or for the page as well while a button or a graph's node has the focus. */
export function isForLines({ kind }: WorkbenchCommand): boolean {
  return kind === 'line' || kind === 'step' || kind === 'prompt' || kind === 'none';
}
