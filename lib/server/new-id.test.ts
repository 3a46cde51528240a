import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { idOfKey, newId } from './new-id.ts';

it('is of the asked length and safe in a path', () => {
  for (let round = 0; round < 200; round++) {
    expect(newId(randomBytes)).toMatch(/^[2-9a-hjkmnp-z]{16}$/);
    expect(newId(randomBytes, 5)).toMatch(/^[2-9a-hjkmnp-z]{5}$/);
  }
});

it('skips bytes that would make some characters likelier', () => {
  // 31 characters: 8 × 31 = 248 is the first byte that would begin a ninth round.
  const batches = [new Uint8Array([255, 254, 248, 0]), new Uint8Array([247, 31, 250, 1])];
  const next = () => {
    const batch = batches.shift();
    if (!batch) throw new Error('Asked for more bytes than it needs');
    return batch;
  };
  expect(newId(next, 4)).toBe('2z23');
});

it('makes one id of one key, the same in every version: stored imports are found again by it', () => {
  expect(idOfKey('a key of sixteen')).toBe('qbhd8qqf6cvhs74c');
  expect(idOfKey('a key of sixteeN')).toBe('qebe6b243992rqpn');
});
