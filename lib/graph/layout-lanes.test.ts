import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldEvents } from '#lib/trace/fold.ts';
import { type Box, layoutLanes, SIZES } from './layout-lanes.ts';
import { neighbour } from './navigate.ts';
import { projectGraph } from './project-graph.ts';
import { pointAt, routeEdges } from './route-edges.ts';
import { answer, logOf, planStart, stage } from './testing/rounds-log.ts';

const graphOf = (...widths: number[]) =>
  projectGraph(
    foldEvents(
      logOf(
        ...widths.map((width, at) =>
          stage(
            at + 1,
            Array.from({ length: width }, () => 3),
          ),
        ),
        answer,
      ),
    ),
  );

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('lanes', () => {
  test('no two nodes overlap, and every node stands in the lane of its stage', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(14), { minLength: 1, maxLength: 6 }), (widths) => {
        const graph = graphOf(...widths);
        const layout = layoutLanes(graph);
        const boxes = [...layout.boxes.values()];
        expect(boxes).toHaveLength(graph.nodes.length);
        for (const [at, box] of boxes.entries()) {
          for (const other of boxes.slice(at + 1)) expect(overlap(box, other)).toBe(false);
        }
        for (const { stage: number, plan, executions } of graph.stages) {
          const lane = layout.lanes.find((candidate) => candidate.stage === number);
          for (const id of [plan, ...executions]) {
            const box = layout.boxes.get(id);
            expect(lane && box && box.x >= lane.x && box.x + box.width <= lane.x + lane.width).toBe(true);
          }
        }
      }),
    );
  });

  test('time runs from left to right: every structure edge goes right', () => {
    const graph = graphOf(3, 0, 11, 1);
    const { boxes } = layoutLanes(graph);
    for (const { source, target } of graph.edges) {
      expect((boxes.get(source)?.x ?? 0) < (boxes.get(target)?.x ?? 0)).toBe(true);
    }
  });

  test('the line of question, plans, marks and answer is straight', () => {
    const { boxes } = layoutLanes(graphOf(3, 2));
    for (const id of ['question', 'plan:1', 'fork:1', 'join:1', 'plan:2', 'answer'] as const) {
      const box = boxes.get(id);
      expect((box?.y ?? 9) + (box?.height ?? 9) / 2).toBe(0);
    }
  });

  test('branches of a wide stage are rows', () => {
    const { boxes } = layoutLanes(graphOf(11));
    expect(boxes.get('execution:1.4')).toMatchObject(SIZES.row);
  });

  test('[9] a further stage leaves the boxes and lanes before it as they are', () => {
    const before = layoutLanes(projectGraph(foldEvents(logOf(stage(1, [1, 2])))));
    const after = layoutLanes(projectGraph(foldEvents(logOf(stage(1, [1, 2]), planStart(2)))), before);
    for (const [id, box] of before.boxes) expect(after.boxes.get(id)).toBe(box);
    expect(after.lanes[1]).toBe(before.lanes[1]);
    const same = layoutLanes(graphOf(2));
    expect(layoutLanes(graphOf(2), same).boxes).toBe(same.boxes);
    expect(layoutLanes(graphOf(2), same).lanes).toBe(same.lanes);
  });
});

describe('routes', () => {
  test('begin at the right of their source and end at the left of their target', () => {
    const graph = graphOf(3, 2);
    const layout = layoutLanes(graph);
    const routes = routeEdges(graph, layout);
    for (const edge of graph.edges) {
      const route = routes.get(edge.id);
      const source = layout.boxes.get(edge.source);
      if (!route || !source) throw new Error(`no route for ${edge.id}`);
      expect(pointAt(route, 0)).toEqual({ x: source.x + source.width, y: source.y + source.height / 2 });
      expect(pointAt(route, 1).x).toBe(layout.boxes.get(edge.target)?.x);
    }
    expect(routeEdges(graph, layout)).toBe(routes);
  });

  test('a dependency over a stage passes outside of its cards', () => {
    const state = foldEvents(
      logOf(stage(1, [1]), stage(2, [1, 1, 1]), planStart(3), {
        type: 'dependency',
        from: { stage: 1, index: 1 },
        to: 'plan:3',
        offset: 0,
      }),
    );
    const graph = projectGraph(state);
    const layout = layoutLanes(graph);
    const route = routeEdges(graph, layout).get('dependency:execution:1.1>plan:3');
    const between = [
      layout.boxes.get('execution:2.1'),
      layout.boxes.get('execution:2.3'),
      layout.boxes.get('plan:2'),
    ];
    if (!route) throw new Error('no route');
    for (let t = 0; t <= 1; t += 0.02) {
      const { x, y } = pointAt(route, t);
      for (const box of between) {
        const inside = box && x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
        expect(inside).toBe(false);
      }
    }
  });
});

describe('arrow keys', () => {
  const graph = graphOf(3, 0, 2);
  const layout = layoutLanes(graph);
  const go = (from: Parameters<typeof neighbour>[2], direction: Parameters<typeof neighbour>[3]) =>
    neighbour(graph, layout, from, direction);

  test('right and left follow the structure through the marks, to the nearest branch', () => {
    expect(go('question', 'right')).toBe('plan:1');
    expect(go('plan:1', 'right')).toBe('execution:1.2');
    expect(go('execution:1.3', 'right')).toBe('plan:2');
    expect(go('plan:2', 'right')).toBe('plan:3');
    expect(go('answer', 'left')).toMatch(/^execution:3\.[12]$/);
  });

  test('up and down go through the branches and stop at the ends', () => {
    expect(go('execution:1.2', 'up')).toBe('execution:1.1');
    expect(go('execution:1.2', 'down')).toBe('execution:1.3');
    expect(go('execution:1.1', 'up')).toBe('execution:1.1');
    expect(go('plan:1', 'down')).toBe('plan:1');
  });
});
