import { expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';

it('a cursor survives the round trip through a URL', () => {
  const cursor = encodeCursor({ created_at: '2026-01-02T03:04:05.678Z', id: 'a-b_c9' });
  expect(cursor).toMatch(/^[\w-]+$/);
  expect(decodeCursor(cursor)).toEqual({ createdAt: '2026-01-02T03:04:05.678Z', id: 'a-b_c9' });
});

it('a damaged place stays where its row is among the others', () => {
  const through = (created_at: unknown, id: unknown) => decodeCursor(encodeCursor({ created_at, id }));
  expect(through('zzz "', 'a b')).toEqual({ createdAt: 'zzz "', id: 'a b' });
  expect(through(null, 7)).toEqual({ createdAt: '', id: '' });
  expect(through(new Uint8Array([1]), 'a')?.createdAt).toBe('\u{10ffff}');
  expect(encodeCursor({ created_at: 'x'.repeat(5000), id: 'y'.repeat(5000) }).length).toBeLessThan(400);
});

it('anything else is refused', () => {
  for (const text of [
    '',
    '???',
    'YWJj',
    Buffer.from("2026-01-02T03:04:05.678Z '; drop").toString('base64url'),
    Buffer.from('?null').toString('base64url'),
    Buffer.from('?[1,"a"]').toString('base64url'),
  ])
    expect(decodeCursor(text)).toBeNull();
});
