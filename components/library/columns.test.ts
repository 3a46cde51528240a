import { describe, expect, it } from 'vitest';
import { columns, fitColumns, readColumnChoice } from './columns.ts';
import { sortKeys } from './sort-rows.ts';

const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

describe('columns', () => {
  it('there is one for each thing to sort by', () => {
    expect(ids(columns).toSorted()).toEqual([...sortKeys].toSorted());
  });

  it('never take more room than there is, and the names stay', () => {
    for (let width = 0; width < 2400; width += 50) {
      const { shown } = fitColumns(width, null);
      expect(ids(shown)).toContain('name');
      if (width >= 260)
        expect(shown.reduce((sum, column) => sum + column.width, 0)).toBeLessThanOrEqual(width);
    }
  });

  it('the less important go first, and what stays keeps its order', () => {
    expect(ids(fitColumns(500, null).shown)).toEqual(['name', 'strategy', 'sequential']);
  });

  it('a choice is shown as far as it fits, and what does not fit is named', () => {
    const wanted = new Set(['wall', 'origin', 'tags'] as const);
    expect(ids(fitColumns(2000, wanted).shown)).toEqual(['name', 'wall', 'tags', 'origin']);
    const narrow = fitColumns(260 + 136 + 88, wanted);
    expect(ids(narrow.shown)).toEqual(['name', 'wall', 'tags']);
    expect(ids(narrow.dropped)).toEqual(['origin']);
  });

  it('a stored choice is read; names that are gone are not', () => {
    expect(readColumnChoice('')).toBeNull();
    expect([...(readColumnChoice('tags,nonsense,wall') ?? [])]).toEqual(['wall', 'tags']);
  });
});
