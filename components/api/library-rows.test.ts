import { expect, it } from 'vitest';
import { mergePage } from './library-rows.ts';
import { libraryRow } from './testing/library-rows.ts';

const [a, b, c] = [libraryRow({ id: 'a' }), libraryRow({ id: 'b' }), libraryRow({ id: 'c' })];

it('new rows come first, changed ones stay where they are, the others keep their identity', () => {
  const changed = libraryRow({ id: 'b', status: 'failed' });
  const merged = mergePage([b, c], [a, changed]);
  expect(merged).toEqual([a, changed, c]);
  expect(merged[2]).toBe(c);
});

it('nothing new is the very same list', () => {
  const rows = [a, b, c];
  expect(mergePage(rows, [a, b])).toBe(rows);
});
