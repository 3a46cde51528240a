import fc from 'fast-check';
import { expect, it } from 'vitest';
import { emptyQuery, type LibraryQuery, readQuery, writeQuery } from './library-query.ts';
import { sortKeys } from './sort-rows.ts';

const text = fc.string({ maxLength: 40 });

const queries: fc.Arbitrary<LibraryQuery> = fc.record({
  filters: fc.record({
    search: text,
    strategy: text,
    model: text,
    status: text,
    finding: text,
    tag: text,
    paired: fc.constantFrom('', 'yes', 'no'),
    origin: text,
    answer: fc.constantFrom('', 'right', 'wrong', 'missing'),
    tokenizer: text,
  }),
  sorting: fc.record({
    key: fc.constantFrom(...sortKeys),
    direction: fc.constantFrom('ascending', 'descending'),
  }),
  chart: fc.constantFrom('auto', 'pairs', 'stages', 'parallel', 'off'),
  definition: fc.constantFrom('authors', 'paper', 'with-tags', 'barrier'),
  reading: fc.constantFrom('decoded', 'visible'),
  chartTokenizer: text,
  control: fc.boolean(),
});

it('every state survives the address', () => {
  fc.assert(
    fc.property(queries, (query) => {
      expect(readQuery(writeQuery(query))).toEqual(query);
    }),
  );
});

it('the plain page has a plain address', () => {
  expect(writeQuery(emptyQuery)).toBe('');
  expect(readQuery('')).toEqual(emptyQuery);
});

it('any address is read; what it does not know is not said', () => {
  expect(readQuery('?sort=nonsense&chart=7&definition=&paired=maybe&order=sideways')).toEqual(emptyQuery);
  fc.assert(fc.property(fc.string(), (search) => void readQuery(search)));
});
