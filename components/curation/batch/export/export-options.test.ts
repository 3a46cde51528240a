import { expect, test } from 'vitest';
import { defaultExport, faultsOf, queryOf, selections } from './export-options.ts';

test('the split is asked for as a share, the seed as a number', () => {
  expect(queryOf({ ...defaultExport, test: '12.5', seed: '7' })).toEqual({
    format: 'trl',
    unit: 'trajectory',
    shape: 'prompt-completion',
    template: 'r1-distill',
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

test('a context is asked for only where rows are calls', () => {
  expect(queryOf({ ...defaultExport, unit: 'calls', policy: 'authors' })).toMatchObject({
    policy: 'authors',
  });
  expect(queryOf(defaultExport)).not.toHaveProperty('policy');
});

test('of the kept ones those rejected in review can be left out, or only the accepted taken', () => {
  expect(selections(9, 2, 3).map(({ count }) => count)).toEqual([9, 7, 3]);
});
