import { describe, expect, it } from 'vitest';
import { emptySelection, extendTo, selectAll, selectRange, toggleRow, withoutAnchor } from './selection.ts';

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

  it('the cursor with Shift chooses the row it leaves and those it passes', () => {
    const two = extendTo(emptySelection, shown, 'b', 'c');
    expect(chosen(two)).toBe('bc');
    expect(chosen(extendTo(two, shown, 'c', 'd'))).toBe('bcd');
  });

  it('the cursor with Shift lets go of nothing that was chosen, though no range was begun', () => {
    expect(chosen(extendTo(selectAll(shown), shown, 'b', 'c'))).toBe('abcde');
  });

  it('a move without Shift ends the range: the next one begins elsewhere', () => {
    const first = toggleRow(emptySelection, 'a');
    expect(chosen(extendTo(withoutAnchor(first), shown, 'd', 'e'))).toBe('ade');
    expect(withoutAnchor(emptySelection)).toBe(emptySelection);
  });
});
