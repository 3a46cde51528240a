import { expect, test } from 'vitest';
import { libraryRow } from '#components/api/testing/library-rows.ts';
import { matchStored } from './stored-matches.ts';

const entries = [
  { id: 'test/sums/7.json', question: '2 + 3?', answer: '5' },
  { id: 'test/sums/8.json', question: `${'long '.repeat(400)}?`, answer: '6' },
];

test('stored traces get the answers that they lack, by file name or question; what they have stays', () => {
  const rows = [
    libraryRow({ id: 'by-name', question: '', sourceName: 'runs/planner_trajectory_sums_7.txt' }),
    libraryRow({ id: 'by-question', question: '2 +  3?', sourceName: null }),
    libraryRow({ id: 'by-shown-question', question: 'long '.repeat(400).slice(0, 1000) }),
    libraryRow({ id: 'has-it', question: '2 + 3?', expected: '5' }),
    libraryRow({ id: 'has-another', question: '2 + 3?', expected: '5.0' }),
    libraryRow({ id: 'is-another', question: 'What is the capital?', sourceName: 'sums_7.txt' }),
  ];
  expect(matchStored(entries, rows)).toEqual({
    matched: 5,
    missing: [
      { id: 'by-name', expected: '5' },
      { id: 'by-question', expected: '5' },
      { id: 'by-shown-question', expected: '6' },
    ],
    other: 1,
  });
});
