import { crc32 as reference } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32, crc32Joined } from './crc32.ts';

test('checksums are those of zlib, in one, in parts one after the other, and joined from parts', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), (before, after) => {
      const whole = reference(Buffer.concat([before, after]));
      expect(crc32(after, crc32(before))).toBe(whole);
      expect(crc32Joined(crc32(before), crc32(after), after.length)).toBe(whole);
    }),
  );
});

test('joining takes lengths of gigabytes', () => {
  const zeros = new Uint8Array(1024 * 1024);
  const text = reference('text');
  let sum = text;
  for (let count = 0; count < 5; count++) sum = reference(zeros, sum);
  expect(crc32Joined(text, reference(new Uint8Array(5 * zeros.length)), 5 * zeros.length)).toBe(sum);
  expect(crc32Joined(text, 0, 0)).toBe(text);
});
