import { describe, expect, it } from 'vitest';
import { libraryRow, tokensOf } from '#components/api/testing/library-rows.ts';
import { type Sorting, type SortKey, savedShare, sortRows, toggleSorting } from './sort-rows.ts';

const fault = { code: 'unclosed', kind: 'fault', severity: 'error', count: 1 } as const;
const notes = { code: 'one-prompt', kind: 'note', severity: 'note', count: 30 } as const;

const rows = [
  libraryRow({
    id: 'a',
    title: 'beta',
    totalTokens: 90,
    sequentialTokens: tokensOf(80),
    findings: [notes],
    createdAt: '2026-11-01',
  }),
  libraryRow({
    id: 'b',
    title: 'Alpha',
    totalTokens: 1000,
    sequentialTokens: tokensOf(100),
    findings: [fault],
    createdAt: '2026-11-03',
  }),
  libraryRow({
    id: 'c',
    title: 'gamma',
    totalTokens: null,
    sequentialTokens: null,
    stages: null,
    createdAt: '2026-11-02',
  }),
  libraryRow({
    id: 'd',
    title: 'delta',
    strategy: 'sequential',
    totalTokens: 200,
    sequentialTokens: tokensOf(200),
    stages: 0,
    createdAt: '2026-11-02',
  }),
];

const order = (key: SortKey, direction: Sorting['direction']) =>
  sortRows(rows, { key, direction }, 'authors')
    .map(({ id }) => id)
    .join('');

describe('sorting', () => {
  it('compares numbers as numbers, and what is unknown stands last in both directions', () => {
    expect(order('total', 'descending')).toBe('bdac');
    expect(order('total', 'ascending')).toBe('adbc');
  });

  it('compares names without case', () => expect(order('name', 'ascending')).toBe('badc'));

  it('puts one fault before any number of notes', () => expect(order('findings', 'descending')).toBe('bacd'));

  it('has no stages for a sequential run, not zero; ties go by age, the newest first', () => {
    expect(order('stages', 'ascending')).toBe('bacd');
  });

  it('leaves the rows as they were', () => {
    const before = rows.map(({ id }) => id);
    sortRows(rows, { key: 'name', direction: 'ascending' }, 'authors');
    expect(rows.map(({ id }) => id)).toEqual(before);
  });

  it('begins with A for names and the largest for numbers, then turns round', () => {
    const start: Sorting = { key: 'created', direction: 'descending' };
    const byName = toggleSorting(start, 'name');
    expect(byName).toEqual({ key: 'name', direction: 'ascending' });
    expect(toggleSorting(byName, 'name')).toEqual({ key: 'name', direction: 'descending' });
    expect(toggleSorting(byName, 'total')).toEqual({ key: 'total', direction: 'descending' });
  });
});

describe('saved share', () => {
  it('is 1 − sequential ÷ total', () => expect(savedShare(rows[1]!, 'authors')).toBeCloseTo(0.9));
  it('is nothing for a sequential run, nor with tags, whose total a row does not carry', () => {
    expect(savedShare(rows[3]!, 'authors')).toBeNull();
    expect(savedShare(rows[1]!, 'with-tags')).toBeNull();
    expect(savedShare(rows[2]!, 'authors')).toBeNull();
  });
});

describe('a share of the parallel work', () => {
  const counted = (count: number, of: number) => {
    const part = { count, of, tokens: 0, ofTokens: 0 };
    const use = { repeated: part, verifying: part, alternative: part, onePrompt: part, undecided: 0 };
    return { decoded: use, visible: use };
  };

  it('sorts by share, not by count; what has none stands last', () => {
    const shares = [
      libraryRow({ id: 'none', parallelUse: counted(0, 0) }),
      libraryRow({ id: 'third', parallelUse: counted(4, 12) }),
      libraryRow({ id: 'half', parallelUse: counted(1, 2) }),
      libraryRow({ id: 'sequential', strategy: 'sequential', parallelUse: null }),
    ];
    for (const key of ['repeated', 'verifying', 'onePrompt'] as const) {
      const ids = sortRows(shares, { key, direction: 'descending' }, 'authors').map(({ id }) => id);
      expect(ids.slice(0, 2)).toEqual(['half', 'third']);
    }
  });
});
