import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { speeds } from '#lib/replay/playhead.ts';
import { readings, sequentialDefinitions } from '#lib/trace/sequential-tokens.ts';
import { type CompareChoices, readChoices, writeChoices } from './compare-url.ts';

const choices: fc.Arbitrary<CompareChoices> = fc.record({
  view: fc.constantFrom('race', 'content'),
  axis: fc.constantFrom('wall', 'tokens'),
  at: fc.option(fc.nat(100_000).map((tenths) => tenths / 10)),
  speed: fc.constantFrom(...speeds),
  top: fc.option(fc.constantFrom('a', 'b')),
  definition: fc.constantFrom(...sequentialDefinitions),
  reading: fc.constantFrom(...readings),
});

test('an address says what it was written from', () => {
  fc.assert(
    fc.property(choices, (written) => {
      const address = new URL(writeChoices('one', 'example:two', written), 'http://localhost');
      expect(readChoices(address.searchParams)).toEqual(written);
      expect(address.searchParams.get('a')).toBe('one');
      expect(address.searchParams.get('b')).toBe('example:two');
    }),
  );
});

test('what cannot be read is left to the page', () => {
  const read = (query: string) => readChoices(new URLSearchParams(query));
  const plain = {
    view: 'race',
    axis: null,
    at: null,
    speed: 1,
    top: null,
    definition: 'authors',
    reading: 'decoded',
  };
  expect(read('')).toEqual(plain);
  expect(read('view=<script>&axis=miles&at=-5&speed=3&top=c&reading=both')).toEqual(plain);
  expect(read('axis=tokens&at=NaN')).toEqual({ ...plain, axis: 'tokens' });
  expect(read('axis=tokens&at=')).toEqual({ ...plain, axis: 'tokens' });
});

test('a moment without its axis means nothing', () => {
  expect(readChoices(new URLSearchParams('at=100')).at).toBeNull();
});
