import { describe, expect, test } from 'vitest';
import { layoutLanes } from '#lib/graph/layout-lanes.ts';
import { projectGraph } from '#lib/graph/project-graph.ts';
import {
  answer,
  execution,
  logOf,
  planEnd,
  planStart,
  prompt,
  type Steps,
  stage,
} from '#lib/graph/testing/rounds-log.ts';
import { foldEvents } from '#lib/trace/fold.ts';
import { busyPlace, frameLane, opening, overview, reveal, type Viewport } from './camera.ts';

const laidOut = (...steps: Steps) => {
  const graph = projectGraph(foldEvents(logOf(...steps)));
  return { graph, layout: layoutLanes(graph) };
};
const size = { width: 1100, height: 640 };
const still: Viewport = { x: 0, y: 320, zoom: 0.8 };

const inView = (box: { x: number; y: number; width: number; height: number } | undefined, view: Viewport) =>
  box !== undefined &&
  box.x * view.zoom + view.x >= 0 &&
  (box.x + box.width) * view.zoom + view.x <= size.width &&
  box.y * view.zoom + view.y >= 0 &&
  (box.y + box.height) * view.zoom + view.y <= size.height;

test('the overview has every node in view', () => {
  const { layout } = laidOut(stage(1, [1, 1, 1, 1, 1, 1]), stage(2, [1]), stage(3, [1, 1]), answer);
  const view = overview(layout.bounds, size);
  for (const box of layout.boxes.values()) expect(inView(box, view)).toBe(true);
});

describe('opening', () => {
  test('a small graph is shown whole', () => {
    const { layout } = laidOut(stage(1, [1, 1]), answer);
    for (const box of layout.boxes.values()) expect(inView(box, opening(layout, size))).toBe(true);
  });

  test('a long one is shown from its beginning, large enough to read', () => {
    const stages = Array.from({ length: 9 }, (_, at) => stage(at + 1, [1, 1]));
    const { layout } = laidOut(...stages, answer);
    const view = opening(layout, size);
    expect(view.zoom).toBeGreaterThan(0.5);
    expect(inView(layout.boxes.get('question'), view)).toBe(true);
    expect(inView(layout.boxes.get('plan:1'), view)).toBe(true);
  });
});

describe('following', () => {
  test('the busy lane is the last one in which something happens', () => {
    const { graph, layout } = laidOut(stage(1, [1, 1]), planStart(2));
    expect(busyPlace(graph, layout).lane?.stage).toBe(2);
  });

  test('when nothing happens any more it is the last lane', () => {
    const { graph, layout } = laidOut(stage(1, [1, 1]), answer);
    expect(busyPlace(graph, layout).lane?.id).toBe('answer');
  });

  test('the whole lane comes into view, and the zoom stays while it fits', () => {
    const { layout } = laidOut(stage(1, [1, 1]), stage(2, [1, 1, 1]), stage(3, [1, 1]));
    const lane = layout.lanes.at(-1);
    if (!lane) throw new Error('no lane');
    const view = frameLane(lane, layout, size, still);
    expect(view.zoom).toBe(still.zoom);
    for (const id of ['plan:3', 'execution:3.1', 'join:3'] as const)
      expect(inView(layout.boxes.get(id), view)).toBe(true);
  });

  test('on a phone the newest node under way is whole in view, where its lane is not', () => {
    const indexes = [1, 2, 3, 4, 5, 6, 7, 8];
    const running = (index: number) => execution(2, index, 5).slice(0, 2);
    const { graph, layout } = laidOut(
      stage(1, [1, 1]),
      planStart(2),
      ...indexes.map((index) => prompt(2, index, (index - 1) * 10)),
      planEnd(2, 50),
      ...indexes.map(running),
    );
    const phone = { width: 390, height: 560 };
    const { lane, box } = busyPlace(graph, layout);
    if (!lane || !box) throw new Error('nothing under way');
    expect(box).toBe(layout.boxes.get('execution:2.8'));
    const view = frameLane(lane, layout, phone, still, box);
    expect((box.x + box.width) * view.zoom + view.x).toBeLessThanOrEqual(phone.width);
    expect(box.x * view.zoom + view.x).toBeGreaterThanOrEqual(0);
    expect((box.y + box.height) * view.zoom + view.y).toBeLessThanOrEqual(phone.height);
    expect(box.y * view.zoom + view.y).toBeGreaterThanOrEqual(0);
  });

  test('a tall lane makes it smaller, but not unreadable', () => {
    const { layout } = laidOut(stage(1, [1, 1, 1, 1, 1, 1, 1, 1]));
    const lane = layout.lanes.at(-1);
    if (!lane) throw new Error('no lane');
    const view = frameLane(lane, layout, size, still);
    expect(view.zoom).toBeLessThan(still.zoom);
    expect(view.zoom).toBeGreaterThanOrEqual(0.42);
  });
});

describe('revealing', () => {
  const { layout } = laidOut(stage(1, [1, 1]), stage(2, [1]), stage(3, [1]), answer);

  test('what is in view already moves nothing', () => {
    const box = layout.boxes.get('question');
    if (!box) throw new Error('no box');
    const view = { x: 40, y: 320, zoom: 0.8 };
    expect(reveal(box, size, view)).toBe(view);
  });

  test('what is outside comes in, at the same zoom', () => {
    const box = layout.boxes.get('answer');
    if (!box) throw new Error('no box');
    const view = reveal(box, size, still);
    expect(inView(layout.boxes.get('answer'), view)).toBe(true);
    expect(view.zoom).toBe(still.zoom);
  });
});
