import { describe, expect, test } from 'vitest';
import { curate } from '#lib/curation/curate.ts';
import type { Curated } from '#lib/curation/curated.ts';
import { type SampleStep, sampleInput } from '#lib/curation/testing/sample-steps.ts';
import { createDependencyElements, placedSteps } from './dependency-elements.ts';
import { layoutDependencies } from './dependency-layout.ts';
import { neighbourStep } from './dependency-neighbour.ts';
import { edgePath } from './dependency-paths.ts';

const lines = Array.from({ length: 24 }, (_, at) => `Line ${at + 1} is about ${at}.`).join('\n');
const chain: SampleStep[] = [
  { plan: [1, 1], execution: [2, 6] },
  { plan: [7, 7], execution: [8, 12], parents: [1] },
  { plan: [13, 13], execution: [14, 18], parents: [1, 2] },
];
const input = sampleInput(lines, chain);
const { steps } = input.decomposition;

function elementsOf(curated: Curated, options: { showAll?: boolean; cycle?: readonly number[] } = {}) {
  const { showAll = false, cycle = [] } = options;
  const layout = layoutDependencies(placedSteps(curated, showAll), 3);
  return { curated, steps, layout, showAll, cycle };
}

const kinds = (edges: readonly { id: string; data?: { kind: string } }[]) =>
  Object.fromEntries(edges.map(({ id, data }) => [id, data?.kind]));

describe('edges', () => {
  test('what follows from others is drawn only where all are asked for', () => {
    const curated = curate(input);
    const build = createDependencyElements();
    expect(kinds(build(elementsOf(curated)).edges)).toEqual({ 's1>s2': 'shown', 's2>s3': 'shown' });
    expect(kinds(build(elementsOf(curated, { showAll: true })).edges)).toEqual({
      's1>s2': 'shown',
      's2>s3': 'shown',
      's1>s3': 'implied',
    });
  });

  test('a refused cycle lights the way that would close, back up to its beginning', () => {
    const { edges } = createDependencyElements()(elementsOf(curate(input), { cycle: [1, 2, 3, 1] }));
    expect(kinds(edges)).toEqual({ 's1>s2': 'lit', 's2>s3': 'lit', 's3>s1': 'closing' });
    for (const { data } of edges) expect(data && edgePath(data).path).toMatch(/^M[\d.]+ [\d.-]+[CV]/);
  });

  test('a leak suggests its dependency, unless that is drawn', () => {
    const curated = curate(input);
    const leak = (from: number, step: number) => ({
      step: `s${step}`,
      stepNumber: step,
      from: `s${from}`,
      fromNumber: from,
      explanation: 'It uses a number.',
    });
    const { edges, nodes } = createDependencyElements()(
      elementsOf({ ...curated, leaks: [leak(1, 3), leak(1, 2)] }),
    );
    expect(kinds(edges)).toMatchObject({ 's1>s3': 'suggested', 's1>s2': 'shown' });
    expect(nodes.find(({ id }) => id === 's3')?.data).toMatchObject({ leaks: [leak(1, 3)] });
  });
});

test('what did not change is the same object: React draws only what did', () => {
  const build = createDependencyElements();
  const before = build(elementsOf(curate(input)));
  const again = build(elementsOf(curate(input)));
  expect(again.nodes.every((node, at) => node === before.nodes[at])).toBe(true);
  expect(again.edges.every((edge, at) => edge === before.edges[at])).toBe(true);
});

test('arrows lead to the next of a row, else to the nearest of the row above or below', () => {
  const box = (x: number, y: number) => ({ x, y, width: 100, height: 40 });
  const boxes = new Map([
    ['a', box(100, 0)],
    ['b', box(0, 80)],
    ['c', box(120, 80)],
    ['d', box(0, 160)],
  ]);
  expect(neighbourStep(boxes, 'a', 'down')).toBe('c');
  expect(neighbourStep(boxes, 'c', 'left')).toBe('b');
  expect(neighbourStep(boxes, 'b', 'right')).toBe('c');
  expect(neighbourStep(boxes, 'd', 'up')).toBe('b');
  expect(neighbourStep(boxes, 'a', 'up')).toBeNull();
  expect(neighbourStep(boxes, 'gone', 'up')).toBeNull();
});
