import { keyTable } from '#components/ui/keys/key-table.ts';

/** The command behind a key. */
export type WorkbenchCommand =
  | { readonly kind: 'line'; readonly by: number; readonly extend?: boolean }
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

const assign = (part: 'plan' | 'execution' | 'comment'): WorkbenchCommand => ({ kind: 'assign', part });
const give = (by: 1 | -1): WorkbenchCommand => ({ kind: 'give', by });
const step = (by: 1 | -1): WorkbenchCommand => ({ kind: 'step', by });
const line = (by: number, extend = false): WorkbenchCommand => ({ kind: 'line', by, extend });
const boundary = (edge: 'start' | 'end', by: 1 | -1): WorkbenchCommand => ({ kind: 'boundary', edge, by });

/** Lines that Page keys move by. */
const PAGE = 10;
const END = Number.POSITIVE_INFINITY;

export const workbenchKeys = keyTable<WorkbenchCommand>([
  {
    does: 'Next, previous line (also J, K); with Shift more lines',
    keys: { ArrowDown: line(1), ArrowUp: line(-1) },
    also: {
      j: line(1),
      k: line(-1),
      PageDown: line(PAGE),
      PageUp: line(-PAGE),
      'Shift ArrowDown': line(1, true),
      'Shift ArrowUp': line(-1, true),
      'Shift j': line(1, true),
      'Shift k': line(-1, true),
      'Shift PageDown': line(PAGE, true),
      'Shift PageUp': line(-PAGE, true),
      'Shift Home': line(-END, true),
      'Shift End': line(END, true),
    },
  },
  {
    does: 'Next, previous step (also L, H)',
    keys: { ArrowRight: step(1), ArrowLeft: step(-1) },
    also: { l: step(1), h: step(-1) },
  },
  { does: 'First, last line', keys: { Home: line(-END), End: line(END) } },
  {
    does: 'The lines are plan, execution, comment of the step',
    keys: { p: assign('plan'), e: assign('execution'), c: assign('comment') },
  },
  { does: 'The lines go to the step before, after', keys: { ',': give(-1), '.': give(1) } },
  {
    does: 'The end of this part: a line up, a line down',
    keys: { '[': boundary('end', -1), ']': boundary('end', 1) },
  },
  {
    does: 'The beginning of this part: a line up, a line down',
    keys: { '{': boundary('start', -1), '}': boundary('start', 1) },
  },
  { does: 'The lines are a step of their own', keys: { n: { kind: 'new-step' } } },
  { does: 'Split the step before this line', keys: { s: { kind: 'split' } } },
  { does: 'Merge the step with the next', keys: { m: { kind: 'merge' } } },
  { does: 'Drop the lines: they belong to no step', keys: { x: { kind: 'drop' } } },
  { does: 'Delete the step', keys: { 'Shift x': { kind: 'delete-step' } } },
  { does: 'Type the step’s prompt; Esc ends it', keys: { Enter: { kind: 'prompt' } } },
  { does: 'Dependencies of the step', keys: { d: { kind: 'dependencies' } } },
  { does: 'Plan-only: by the rule, always, never', keys: { o: { kind: 'plan-only' } } },
  { does: 'Undo (⌘ Z)', keys: { 'Ctrl z': { kind: 'undo' } } },
  {
    does: 'Redo (⌘ ⇧ Z)',
    keys: { 'Ctrl Shift z': { kind: 'redo' } },
    also: { 'Ctrl y': { kind: 'redo' } },
  },
  { does: 'Choose nothing', keys: { Escape: { kind: 'none' } } },
  { does: 'This help', keys: { '?': { kind: 'help' } } },
]);

/** Whether a command works only on the lines, or also while a button or a graph's node has the focus. */
export function isForLines({ kind }: WorkbenchCommand): boolean {
  return kind === 'line' || kind === 'step' || kind === 'prompt' || kind === 'none';
}
