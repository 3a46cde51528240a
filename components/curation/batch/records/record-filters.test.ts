import { expect, test } from 'vitest';
import { noFilters, queryOf, readFilters, writeFilters } from './record-filters.ts';

test('filters come back from their address as they were', () => {
  const filters = { search: 'a & b', status: 'rejected', reason: 'ratio-too-low', review: 'accept' };
  expect(readFilters(writeFilters(filters))).toEqual(filters);
  expect(writeFilters(noFilters)).toBe('');
});

test('an address that says what nobody knows says nothing', () => {
  expect(readFilters('?status=odd&review=perhaps')).toEqual(noFilters);
  expect(readFilters(`?search=${'x'.repeat(1000)}`).search).toHaveLength(300);
});

test('what is asked of the API: only what filters, and the unreviewed only of the sample', () => {
  expect(queryOf(noFilters)).toEqual({});
  expect(queryOf({ ...noFilters, search: '  pi ', status: 'kept' })).toEqual({
    search: 'pi',
    status: 'kept',
  });
  expect(queryOf({ ...noFilters, review: 'none' })).toEqual({ review: 'none', sampled: true });
  expect(queryOf({ ...noFilters, review: 'sampled' })).toEqual({ sampled: true });
  expect(queryOf({ ...noFilters, review: 'fix' })).toEqual({ review: 'fix' });
});
