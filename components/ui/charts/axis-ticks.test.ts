import fc from 'fast-check';
import { expect, it } from 'vitest';
import { niceScale } from './axis-ticks.ts';

it('has round steps and ends', () => {
  expect(niceScale(120, 4870, 5)).toEqual({ from: 0, to: 5000, ticks: [0, 1000, 2000, 3000, 4000, 5000] });
  expect(niceScale(-0.31, 0.62, 5).ticks).toEqual([-0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8]);
});

it('covers every range with few ticks, one value too', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(value, value, (left, right) => {
      const [from, to] = left < right ? [left, right] : [right, left];
      fc.pre(to === from || to - from > 1e-6);
      const scale = niceScale(from, to, 5);
      const slack = 1e-6 * Math.max(1, Math.abs(from), Math.abs(to));
      expect(scale.from).toBeLessThanOrEqual(from + slack);
      expect(scale.to).toBeGreaterThanOrEqual(to - slack);
      expect(scale.ticks.length).toBeGreaterThanOrEqual(2);
      expect(scale.ticks.length).toBeLessThanOrEqual(12);
    }),
  );
});
