import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { idOfKey, newId } from './new-id.ts';

it('is of the asked length and safe in a path', () => {
  for (let round = 0; round < 200; round++) expect(newId(randomBytes)).toMatch(/^[2-9a-hjkmnp-z]{16}$/);
});

it('skips bytes that would make some characters likelier', () => {
  const batches = [new Uint8Array([255, 254, 253, 0]), new Uint8Array([30, 31, 250, 1])];
  expect(newId(() => batches.shift() ?? new Uint8Array([2]), 4)).toBe(
    '2z23'.slice(0, 3) + newId(() => new Uint8Array([1]), 1),
  );
});

it('makes one id of one key', () => {
  expect(idOfKey('a key of sixteen')).toMatch(/^[2-9a-hjkmnp-z]{16}$/);
  expect(idOfKey('a key of sixteen')).toBe(idOfKey('a key of sixteen'));
  expect(idOfKey('a key of sixteeN')).not.toBe(idOfKey('a key of sixteen'));
});
