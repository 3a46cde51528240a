import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTraceLog, foldEvents } from '#lib/trace/fold.ts';
import { arbitraryLog } from '#lib/trace/testing/arbitrary-log.ts';
import type { Axis } from '#lib/trace/token-axis.ts';
import { type GraphNodeId, isMark } from './graph.ts';
import { graphTimes } from './graph-times.ts';
import { type Box, layoutLanes } from './layout-lanes.ts';
import { HIT_WIDTH, layoutTime, timeScale } from './layout-time.ts';
import { projectGraph } from './project-graph.ts';
import { routeEdges } from './route-edges.ts';
import { answer, execution, logOf, planEnd, planStart, prompt, stage } from './testing/rounds-log.ts';

const axes = fc.constantFrom<Axis>('wall', 'tokens');

function drawn(events: Parameters<typeof foldEvents>[0], axis: Axis, scale?: number) {
  const state = foldEvents(events);
  const graph = projectGraph(state);
  const times = graphTimes(state, axis);
  const pxPerUnit = scale ?? timeScale(state, axis);
  return { state, graph, times, pxPerUnit, layout: layoutTime(graph, times, pxPerUnit) };
}

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('the time layout of any log', () => {
  test('places every node; cards overlap neither each other nor a mark', () => {
    fc.assert(
      fc.property(arbitraryLog, axes, (events, axis) => {
        const { graph, layout } = drawn(events, axis);
        const marks = new Set<GraphNodeId>(graph.nodes.filter(isMark).map((node) => node.id));
        const boxes = [...layout.boxes];
        expect(boxes).toHaveLength(graph.nodes.length);
        for (const [at, [id, box]] of boxes.entries()) {
          for (const [other, otherBox] of boxes.slice(at + 1)) {
            if (marks.has(id) && marks.has(other)) continue;
            expect(overlap(box, otherBox), `${id} and ${other}`).toBe(false);
          }
        }
      }),
    );
  });

  test('x is the moment, the width the duration; what is short can still be hit', () => {
    fc.assert(
      fc.property(arbitraryLog, axes, (events, axis) => {
        const { graph, times, pxPerUnit, layout } = drawn(events, axis);
        for (const node of graph.nodes) {
          const box = layout.boxes.get(node.id);
          const span = times.spans.get(node.id);
          if (isMark(node) || !box || !span) continue;
          expect(box.x).toBe(Math.round(span.start * pxPerUnit));
          const lasted = (span.end - span.start) * pxPerUnit;
          expect(box.width).toBeGreaterThanOrEqual(HIT_WIDTH);
          if (lasted > HIT_WIDTH + 4) expect(Math.abs(box.width + 2 - lasted)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test('the scale is of the whole log and a power of two: a replay keeps it', () => {
    fc.assert(
      fc.property(arbitraryLog, axes, (events, axis) => {
        const scale = timeScale(foldEvents(events), axis);
        expect(Number.isInteger(Math.log2(scale))).toBe(true);
      }),
    );
  });

  test('every edge is a curve of finite numbers', () => {
    fc.assert(
      fc.property(arbitraryLog, axes, (events, axis) => {
        const { graph, layout } = drawn(events, axis);
        const routes = routeEdges(graph, layout);
        expect(routes.size).toBe(graph.edges.length);
        for (const { points } of routes.values()) expect(points.every(Number.isFinite)).toBe(true);
      }),
    );
  });
});

describe('rounds in tokens', () => {
  const rounds = logOf(stage(1, [40, 10]), stage(2, [30]), answer);

  test('an execution begins where its prompt closed, the next plan where the longest branch ended', () => {
    const { layout, times } = drawn(rounds, 'tokens', 10);
    const x = (id: Parameters<typeof layout.boxes.get>[0]) => layout.boxes.get(id)?.x;
    expect([x('plan:1'), x('execution:1.1'), x('execution:1.2')]).toEqual([0, 50, 100]);
    expect(x('plan:2')).toBe(450);
    expect(times.stages[0]).toEqual({ start: 0, end: 45 });
    expect(layout.boxes.get('execution:1.1')?.width).toBe(398);
    expect(layout.lanes.map(({ id, x, width }) => [id, x, x + width])).toEqual([
      ['question', -242, 0],
      ['stage:1', 0, 450],
      ['stage:2', 450, expect.any(Number)],
      ['answer', expect.any(Number), expect.any(Number)],
    ]);
  });

  test('branches stand below the planner, each in its own row; later rounds start at the first again', () => {
    const { layout } = drawn(rounds, 'tokens', 10);
    const y = (id: Parameters<typeof layout.boxes.get>[0]) => layout.boxes.get(id)?.y ?? Number.NaN;
    expect(y('plan:2')).toBe(y('plan:1'));
    expect(y('answer')).toBe(y('plan:1'));
    expect(y('execution:1.1')).toBeGreaterThan(y('plan:1'));
    expect(y('execution:1.2')).toBeGreaterThan(y('execution:1.1'));
    expect(y('execution:2.1')).toBe(y('execution:1.1'));
  });

  test('no edge of the structure runs back in time', () => {
    const { graph, layout } = drawn(rounds, 'tokens', 10);
    const routes = routeEdges(graph, layout);
    for (const edge of graph.edges) {
      const [x0, , , , , , x3] = routes.get(edge.id)?.points ?? [0, 0, 0, 0, 0, 0, -1];
      expect(x3, edge.id).toBeGreaterThanOrEqual(x0 - 9);
    }
  });
});

test('a running piece grows with the state, and nothing else changes its box', () => {
  const opening = [planStart(1), prompt(1, 1, 0), prompt(1, 2, 10), planEnd(1, 30), execution(1, 1, 20)];
  const events = logOf(...opening, execution(1, 2, 40).slice(0, 2));
  const log = createTraceLog(events.slice(0, -1));
  const draw = (previous?: ReturnType<typeof layoutTime>) =>
    layoutTime(projectGraph(log.state), graphTimes(log.state, 'tokens'), 8, previous);
  const before = draw();
  expect(draw(before)).toBe(before);
  log.append(events);
  const after = draw(before);
  expect(after.boxes.get('execution:1.1')).toBe(before.boxes.get('execution:1.1'));
  expect(after.boxes.get('plan:1')).toBe(before.boxes.get('plan:1'));
  expect(after.boxes.get('execution:1.2')).not.toBe(before.boxes.get('execution:1.2'));
});

test('the two layouts have the same nodes', () => {
  const { graph, layout } = drawn(logOf(stage(1, [3, 4]), answer), 'wall');
  expect([...layout.boxes.keys()].sort()).toEqual([...layoutLanes(graph).boxes.keys()].sort());
  expect(layoutLanes(graph, layout).time).toBeUndefined();
});
