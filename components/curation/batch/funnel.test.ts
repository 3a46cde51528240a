import { expect, test } from 'vitest';
import { funnelOf } from './funnel.ts';

const counts = {
  imported: 10,
  steps: 9,
  dag: 9,
  packed: 8,
  kept: 5,
  rejected: 3,
  failed: 1,
  waiting: 1,
  running: 0,
};

test('five levels from imported to kept, each as a share of what was imported', () => {
  const { levels } = funnelOf({ counts, reasons: [] });
  expect(levels.map(({ key, share }) => [key, share])).toEqual([
    ['imported', 1],
    ['steps', 0.9],
    ['dag', 0.9],
    ['packed', 0.8],
    ['kept', 0.5],
  ]);
});

test('reasons, then failures, then what is still to come; kinds that have none are left out', () => {
  const { losses } = funnelOf({ counts, reasons: [{ code: 'ratio-too-low', count: 3 }] });
  expect(losses.map(({ key, count }) => [key, count])).toEqual([
    ['ratio-too-low', 3],
    ['failed', 1],
    ['waiting', 1],
  ]);
  expect(funnelOf({ counts: { ...counts, failed: 0, waiting: 0 }, reasons: [] }).losses).toEqual([]);
});

test('an empty batch has no shares', () => {
  const none = { ...counts, imported: 0, steps: 0, dag: 0, packed: 0, kept: 0 };
  expect(funnelOf({ counts: none, reasons: [] }).levels.every(({ share }) => share === 0)).toBe(true);
});
