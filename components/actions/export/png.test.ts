import { expect, it } from 'vitest';
import { pngScale } from './png.ts';

it('a picture is twice as large as its drawing, or as large as a canvas of any browser holds', () => {
  expect(pngScale(1200, 400)).toBe(2);
  expect(pngScale(20_000, 500)).toBe(0.8);
  const square = pngScale(12_000, 12_000);
  expect(square * 12_000).toBeLessThanOrEqual(16_000);
  expect((square * 12_000) ** 2).toBeLessThanOrEqual(200_000_001);
});
