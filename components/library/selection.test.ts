import { describe, expect, it } from 'vitest';
import { emptySelection, keepKnown, selectAll, selectRange, toggleRow } from './selection.ts';

const shown = ['a', 'b', 'c', 'd', 'e'];
const chosen = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort().join('');

describe('selection', () => {
  it('Shift chooses everything from the row chosen last, in either direction, and can be drawn anew', () => {
    const one = toggleRow(emptySelection, 'c');
    const down = selectRange(one, shown, 'e');
    expect(chosen(down)).toBe('cde');
    expect(chosen(selectRange(down, shown, 'b'))).toBe('bcde');
  });

  it('Shift from a row that was let go lets go', () => {
    const without = toggleRow(selectAll(shown), 'b');
    expect(chosen(selectRange(without, shown, 'd'))).toBe('ae');
  });

  it('Shift is a plain click where the last row is no longer shown', () => {
    const one = toggleRow(emptySelection, 'gone');
    expect(chosen(selectRange(one, shown, 'b'))).toBe('bgone');
  });

  it('all is what is shown and nothing else', () => {
    expect(chosen(selectAll(['a', 'b']))).toBe('ab');
  });

  it('forgets what was deleted, and is the same object where nothing was', () => {
    const all = selectAll(['a', 'b']);
    expect(keepKnown(all, new Set(['a', 'b', 'c']))).toBe(all);
    expect(chosen(keepKnown(all, new Set(['a'])))).toBe('a');
  });
});
