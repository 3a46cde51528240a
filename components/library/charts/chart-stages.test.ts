import { expect, it } from 'vitest';
import { libraryRow, tokensOf } from '#components/api/testing/library-rows.ts';
import { summarise } from '#components/library/summary.ts';
import { stagesChart } from './chart-stages.ts';

it('counts for each stage how many traces reach it, are parallel there, and only plan there', () => {
  const chart = stagesChart([
    libraryRow({ stagePrompts: [3, 1, 0] }),
    libraryRow({ stagePrompts: [2, 2] }),
    libraryRow({ stagePrompts: [1] }),
    libraryRow({ stagePrompts: [], strategy: 'sequential' }),
    libraryRow({ stagePrompts: [4], status: 'running' }),
  ]);
  expect(chart).toEqual({
    bars: [
      { stage: 1, reached: 3, parallel: 2, planOnly: 0 },
      { stage: 2, reached: 2, parallel: 1, planOnly: 0 },
      { stage: 3, reached: 1, parallel: 0, planOnly: 1 },
    ],
    traces: 3,
    leftOut: 1,
  });
});

it('what was kept of a curation record is in no mean', () => {
  const rows = [libraryRow({}), libraryRow({ origin: { kind: 'curated' } })];
  expect(summarise(rows, 'authors').map(({ count }) => count)).toEqual([1]);
});

it('means are of done traces of one strategy, one tokenizer, built-in apart', () => {
  const rows = [
    libraryRow({ sequentialTokens: tokensOf(100), totalTokens: 300 }),
    libraryRow({ sequentialTokens: tokensOf(200), totalTokens: 300, model: 'a' }),
    libraryRow({ sequentialTokens: tokensOf(900), tokenizer: 'o200k' }),
    libraryRow({ sequentialTokens: tokensOf(10), ruleBased: true, origin: { kind: 'live' } }),
    libraryRow({ sequentialTokens: tokensOf(5000), status: 'truncated' }),
  ];
  const means = summarise(rows, 'authors');
  expect(means.map(({ count, sequentialTokens }) => [count, sequentialTokens])).toEqual([
    [2, 150],
    [1, 900],
    [1, 10],
  ]);
  expect(means[0]).toMatchObject({ totalTokens: 300, models: ['a', 'sprint-7b'], anyImported: true });
  expect(means[2]).toMatchObject({ ruleBased: true, anyImported: false });
});
