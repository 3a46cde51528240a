import { expect, test } from 'vitest';
import { defaultExport, faultsOf, queryOf, selections } from './export-options.ts';

test('the split is asked for as a share, the seed as a number', () => {
  expect(queryOf({ ...defaultExport, test: '12.5', seed: '7' })).toEqual({
    format: 'trl',
    unit: 'trajectory',
    shape: 'prompt-completion',
    only: 'kept',
    seed: 7,
    test: 0.125,
  });
});

test.each([
  ['seed', ''],
  ['seed', '-1'],
  ['seed', '1.5'],
  ['test', ''],
  ['test', '95'],
  ['test', 'some'],
] as const)('%s “%s” is named as a fault', (field, value) => {
  expect(faultsOf({ ...defaultExport, [field]: value })[field]).not.toBeNull();
});

test('without verdicts every choice but the accepted takes all that are kept', () => {
  const counts = {
    imported: 9,
    steps: 9,
    dag: 9,
    packed: 9,
    kept: 5,
    rejected: 4,
    failed: 0,
    waiting: 0,
    running: 0,
  };
  const review = { sampled: 0, reviewed: 0, accept: 0, reject: 0, fix: 0, agree: 0, disagree: 0 };
  expect(selections({ counts, review }).map(({ count, exact }) => [count, exact])).toEqual([
    [5, true],
    [5, true],
    [0, true],
  ]);
});
