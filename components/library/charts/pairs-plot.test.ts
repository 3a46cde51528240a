import { expect, it } from 'vitest';
import { libraryRow, tokensOf } from '#components/api/testing/library-rows.ts';
import { pairsChart } from './chart-pairs.ts';
import { nearestPoint, plotPairs } from './pairs-plot.ts';

const pair = (name: string, sprint: number, sequential: number) => [
  libraryRow({ pairId: name, sequentialTokens: tokensOf(sprint) }),
  libraryRow({ pairId: name, strategy: 'sequential', sequentialTokens: tokensOf(sequential) }),
];
const { points } = pairsChart([...pair('p', 500, 2000), ...pair('q', 5000, 1000)], {
  definition: 'authors',
  control: false,
  tokenizer: null,
});
const frame = { width: 500, height: 300, margin: { top: 10, right: 10, bottom: 40, left: 50 } };

it('places points within the frame, from left to right', () => {
  const plot = plotPairs(points, frame);
  expect(plot.x).toMatchObject({ from: 0, to: 2000 });
  expect(plot.points.map(({ point }) => point.x)).toEqual([1000, 2000]);
  expect(plot.points.map(({ left }) => left)).toEqual([270, 490]);
  for (const { left, top } of plot.points) {
    expect(left).toBeGreaterThanOrEqual(50);
    expect(top).toBeLessThanOrEqual(260);
  }
});

it('draws what needed over twice the tokens at the lower edge, so that the others keep their room', () => {
  const plot = plotPairs(points, frame);
  expect(plot.y.from).toBe(-1);
  expect(plot.points.map(({ below }) => below)).toEqual([true, false]);
  expect(plot.points[0]?.top).toBe(260);
});

it('finds the point next to the pointer, and none far from all', () => {
  const plot = plotPairs(points, frame);
  expect(nearestPoint(plot.points, 275, 255, 14)).toBe(0);
  expect(nearestPoint(plot.points, 100, 50, 14)).toBe(-1);
});

it('an empty plot still has axes', () => {
  const plot = plotPairs([], frame);
  expect(plot.points).toEqual([]);
  expect(plot.y.ticks.length).toBeGreaterThan(1);
});
