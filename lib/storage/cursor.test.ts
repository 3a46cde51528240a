import { expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';

it('a cursor survives the round trip through a URL', () => {
  const place = { createdAt: '2026-01-02T03:04:05.678Z', id: 'a-b_c9' };
  expect(encodeCursor(place)).toMatch(/^[\w-]+$/);
  expect(decodeCursor(encodeCursor(place))).toEqual(place);
});

it('anything else is refused', () => {
  for (const text of [
    '',
    '???',
    'YWJj',
    Buffer.from("2026-01-02T03:04:05.678Z '; drop").toString('base64url'),
  ])
    expect(decodeCursor(text)).toBeNull();
});
