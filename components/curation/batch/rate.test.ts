import { expect, test } from 'vitest';
import { addSample, type RateSample, rateOf } from './rate.ts';

const gather = (samples: readonly RateSample[]) =>
  samples.reduce<readonly RateSample[]>((all, one) => addSample(all, one), []);

test('records a second between the oldest and the newest sample of the last half minute', () => {
  expect(
    rateOf(
      gather([
        { at: 0, done: 0 },
        { at: 2_000, done: 100 },
        { at: 4_000, done: 300 },
      ]),
    ),
  ).toBe(75);
});

test('what is older than half a minute is forgotten, so that a change of pace shows', () => {
  const fast = Array.from({ length: 30 }, (_, index) => ({ at: index * 1_000, done: index * 100 }));
  const slow = Array.from({ length: 60 }, (_, index) => ({
    at: 30_000 + index * 1_000,
    done: 2_900 + index,
  }));
  expect(rateOf(gather([...fast, ...slow]))).toBeCloseTo(1, 1);
});

test('a slow model is measured over its last two answers, however far apart', () => {
  expect(
    rateOf(
      gather([
        { at: 0, done: 1 },
        { at: 120_000, done: 2 },
      ]),
    ),
  ).toBeCloseTo(1 / 120);
});

test('nothing is known from one moment, nor from before a retry took records back', () => {
  expect(rateOf(gather([{ at: 0, done: 5 }]))).toBeNull();
  expect(
    rateOf(
      gather([
        { at: 0, done: 5 },
        { at: 1_000, done: 2 },
      ]),
    ),
  ).toBeNull();
});
