import { describe, expect, it } from 'vitest';
import { libraryRow } from '#components/api/testing/library-rows.ts';
import { filterOptions } from './filter-options.ts';
import { filterRows, type LibraryFilters, noFilters } from './filter-rows.ts';

const leak = { code: 'sibling-result', kind: 'leak', severity: 'warning', count: 2 } as const;
const note = { code: 'one-prompt', kind: 'note', severity: 'note', count: 1 } as const;

const rows = [
  libraryRow({
    id: 'a',
    question: 'What is  1 + 1?',
    tags: ['easy', 'sums'],
    pairId: 'p',
    findings: [leak, note],
  }),
  libraryRow({
    id: 'b',
    question: 'Wie groß ist die Fläche?',
    strategy: 'sequential',
    model: 'rft-7b',
    pairId: 'p',
  }),
  libraryRow({
    id: 'c',
    title: 'Café',
    status: 'failed',
    answer: null,
    findings: [note],
    tokenizer: 'o200k',
  }),
  libraryRow({
    id: 'd',
    correct: false,
    verdict: { verdict: 'different', how: 'other numbers' },
    expected: '3',
    origin: { kind: 'live' },
    executorModel: 'small',
  }),
];

const shown = (filters: Partial<LibraryFilters>) =>
  filterRows(rows, { ...noFilters, ...filters }).map(({ id }) => id);

describe('filters', () => {
  it('give the very same rows where nothing is filtered', () => {
    expect(filterRows(rows, noFilters)).toBe(rows);
    expect(filterRows(rows, { ...noFilters, search: '  ' })).toBe(rows);
  });

  it.each<[string, Partial<LibraryFilters>, string]>([
    ['strategy', { strategy: 'sequential' }, 'b'],
    ['model, of planner or executor', { model: 'small' }, 'd'],
    ['status', { status: 'failed' }, 'c'],
    ['a kind of finding', { finding: 'leak' }, 'a'],
    ['one check by its code', { finding: 'one-prompt' }, 'ac'],
    ['neither faults nor leaks; notes are no fault', { finding: 'none' }, 'bcd'],
    ['tag', { tag: 'sums' }, 'a'],
    ['part of a tag is none', { tag: 'sum' }, ''],
    ['paired', { paired: 'yes' }, 'ab'],
    ['not paired', { paired: 'no' }, 'cd'],
    ['origin', { origin: 'live' }, 'd'],
    ['a wrong answer', { answer: 'wrong' }, 'd'],
    ['a right answer: where it is not known it is not right', { answer: 'right' }, ''],
    ['an answer that is undecided', { answer: 'undecided' }, ''],
    ['nothing to compare with', { answer: 'no-key' }, 'abc'],
    ['no answer', { answer: 'missing' }, 'c'],
    ['tokenizer', { tokenizer: 'o200k' }, 'c'],
    ['several at once', { paired: 'yes', strategy: 'sprint' }, 'a'],
  ])('by %s', (_, filters, expected) => {
    expect(shown(filters).join('')).toBe(expected);
  });

  it.each([
    ['case, accents and white space make no difference', 'cafe', 'c'],
    ['every word must occur, in any order', '1? what', 'a'],
    ['one word that occurs nowhere', 'what fläche', ''],
    ['tags are searched', 'easy', 'a'],
    ['models are searched', 'RFT', 'b'],
  ])('search: %s', (_, search, expected) => {
    expect(shown({ search }).join('')).toBe(expected);
  });
});

describe('options', () => {
  it('count each value once a row, the most frequent first, findings by kind', () => {
    const options = filterOptions(rows);
    expect(options.models).toEqual([
      { value: 'sprint-7b', count: 4 },
      { value: 'rft-7b', count: 1 },
      { value: 'small', count: 1 },
    ]);
    expect(options.findings).toEqual([
      { value: 'sibling-result', kind: 'leak', count: 1 },
      { value: 'one-prompt', kind: 'note', count: 2 },
    ]);
    expect(options.anyExpected).toBe(true);
  });
});

it('a search finds what people noted on a trace, and its labels', () => {
  const annotated = { notes: 1, dismissals: 0, labels: ['good idea'], words: 'Two ways at once' };
  const noted = [...rows, libraryRow({ id: 'noted', annotated })];
  for (const search of ['two ways', 'GOOD idea'])
    expect(filterRows(noted, { ...noFilters, search }).map(({ id }) => id)).toEqual(['noted']);
});
