import { expect, it } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

it('keeps to 0 and 1, and knows nothing of nothing', () => {
  expect(wilsonInterval(0, 0)).toBeNull();
  expect(wilsonInterval(0, 10)?.low).toBe(0);
  expect(wilsonInterval(10, 10)?.high).toBe(1);
});

it('gives the published values', () => {
  const of = (successes: number, total: number) => {
    const { low, high } = wilsonInterval(successes, total) ?? { low: 0, high: 0 };
    return [low.toFixed(3), high.toFixed(3)];
  };
  expect(of(15, 20)).toEqual(['0.531', '0.888']);
  expect(of(10, 10)).toEqual(['0.722', '1.000']);
});
