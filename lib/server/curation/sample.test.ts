import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawSample } from './sample.ts';

const records = (count: number) => Array.from({ length: count }, (_, index) => ({ index }));
const indices = (drawn: { index: number }[]) => drawn.map(({ index }) => index);

describe('a sample', () => {
  it('is the same for the same seed, whatever order the records come in, and another for another', () => {
    const all = records(200);
    const first = indices(drawSample(all, { count: 20, seed: 7 }));
    expect(indices(drawSample([...all].reverse(), { count: 20, seed: 7 }))).toEqual(first);
    expect(indices(drawSample(all, { count: 20, seed: 8 }))).not.toEqual(first);
  });

  it('holds the smaller one of its seed, has no record twice, and never more than there are', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(40), fc.nat(40), fc.integer(), (total, small, more, seed) => {
        const all = records(total);
        const large = indices(drawSample(all, { count: small + more, seed }));
        expect(large.slice(0, small)).toEqual(indices(drawSample(all, { count: small, seed })));
        expect(new Set(large).size).toBe(Math.min(total, small + more));
      }),
    );
  });

  it('takes each record about as often', () => {
    const times = new Array<number>(20).fill(0);
    for (let seed = 0; seed < 2000; seed++)
      for (const index of indices(drawSample(records(20), { count: 5, seed })))
        times[index] = (times[index] ?? 0) + 1;
    // 500 each on average, 19 the standard deviation.
    expect(Math.min(...times)).toBeGreaterThan(400);
    expect(Math.max(...times)).toBeLessThan(600);
  });
});
