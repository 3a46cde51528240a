import type { Graph, GraphEdge, GraphNodeId } from './graph.ts';
import type { Box, Layout } from './layout-lanes.ts';

/** A cubic curve in absolute coordinates; every edge is one, so that a renderer can blend one into another. */
export interface Route {
  readonly id: string;
  readonly points: readonly [
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    x2: number,
    y2: number,
    x3: number,
    y3: number,
  ];
}

/** How far above or below the cards an edge passes if it must not cross them. */
const CLEARANCE = 34;
/** Where dependency edges leave and enter, measured from the corner: away from the structure, which uses the middle. */
const CORNER = 16;

const ROUTES = new WeakMap<Layout['boxes'], Map<string, Route>>();

/** The curve of every edge that can be drawn. Reuses routes as long as the layout's boxes are the same. */
export function routeEdges(graph: Graph, layout: Layout): ReadonlyMap<string, Route> {
  const known = ROUTES.get(layout.boxes) ?? new Map<string, Route>();
  ROUTES.set(layout.boxes, known);
  for (const edge of graph.edges) {
    if (known.has(edge.id)) continue;
    const source = layout.boxes.get(edge.source);
    const target = layout.boxes.get(edge.target);
    if (!source || !target) continue;
    const points = layout.time ? timeCurve(edge, source, target) : curve(edge, source, target, layout);
    known.set(edge.id, { id: edge.id, points });
  }
  return known;
}

function curve(edge: GraphEdge, source: Box, target: Box, layout: Layout): Route['points'] {
  const x0 = source.x + source.width;
  const y0 = source.y + source.height / 2;
  const x3 = target.x;
  const y3 = target.y + target.height / 2;
  if (edge.kind === 'structure' && !isBypass(edge)) {
    const bend = Math.max((x3 - x0) * 0.55, 12);
    return [x0, y0, x0 + bend, y0, x3 - bend, y3, x3, y3];
  }

  const between = boxesBetween(layout, source, target);
  if (between.length === 0 && !isBypass(edge)) {
    const low = target.y + target.height - CORNER;
    const from = source.y + source.height - Math.min(CORNER, source.height / 2);
    const bend = Math.max((x3 - x0) * 0.5, 40);
    return [x0, from, x0 + bend, from, x3 - bend, low, x3, low];
  }
  // Above or below the boxes in between, whichever is shorter.
  const top = Math.min(...between.map((box) => box.y), source.y, target.y) - CLEARANCE;
  const bottoms = between.map((box) => box.y + box.height);
  const bottom = Math.max(...bottoms, source.y + source.height, target.y + target.height) + CLEARANCE;
  const under = !isBypass(edge) && y0 - top >= bottom - y0;
  const fromY = under ? source.y + source.height : source.y;
  const toY = under ? target.y + target.height : target.y;
  const fromX = isBypass(edge) ? x0 - CORNER : x0 - CORNER * 1.5;
  const toX = isBypass(edge) ? target.x + target.width / 2 : target.x + CORNER * 1.5;
  // At its middle a cubic reaches ¾ of its controls' height; towards its ends less, so we raise it until it clears the
  // boxes.
  let rise = ((under ? bottom : top) - (fromY + toY) / 2) / 0.75;
  let points: Route['points'] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let attempt = 0; attempt < 8; attempt++) {
    const control = (fromY + toY) / 2 + rise;
    points = [fromX, fromY, fromX, control, toX, control, toX, toY];
    if (clears(points, between)) break;
    rise *= 1.25;
  }
  return points;
}

function clears(points: Route['points'], boxes: readonly Box[]): boolean {
  for (let t = 0.04; t < 1; t += 0.04) {
    const { x, y } = pointAt({ points }, t);
    const hit = boxes.some(
      (box) => x > box.x - 4 && x < box.x + box.width + 4 && y > box.y - 4 && y < box.y + box.height + 4,
    );
    if (hit) return false;
  }
  return true;
}

/** The plan's own tail is the longest in its stage: its line goes past the branches to the join. */
const isBypass = (edge: GraphEdge): boolean =>
  edge.kind === 'structure' && edge.source.startsWith('plan:') && edge.target.startsWith('join:');

function boxesBetween(layout: Layout, source: Box, target: Box): Box[] {
  const found: Box[] = [];
  for (const [id, box] of layout.boxes) {
    if (isMarkId(id)) continue;
    if (box.x >= source.x + source.width && box.x + box.width <= target.x) found.push(box);
  }
  return found;
}

const isMarkId = (id: GraphNodeId): boolean => id.startsWith('fork:') || id.startsWith('join:');

/** SVG path data of a route. */
export function pathOf({ points: [x0, y0, x1, y1, x2, y2, x3, y3] }: Route): string {
  return `M${x0},${y0}C${x1},${y1} ${x2},${y2} ${x3},${y3}`;
}

/** The point at `t` (0 to 1) on a route. */
export function pointAt(
  { points: [x0, y0, x1, y1, x2, y2, x3, y3] }: Pick<Route, 'points'>,
  t: number,
): { x: number; y: number } {
  const u = 1 - t;
  const a = u * u * u;
  const b = 3 * u * u * t;
  const c = 3 * u * t * t;
  const d = t * t * t;
  return { x: a * x0 + b * x1 + c * x2 + d * x3, y: a * y0 + b * y1 + c * y2 + d * y3 };
}

/**
 * Edges where x is a moment: no edge runs back in time. A plan drops to its fork, branches leave the fork's line to the
 * right and rise to the join's, the next plan hangs above the join.
 */
function timeCurve(edge: GraphEdge, source: Box, target: Box): Route['points'] {
  const from = { x: source.x + source.width, y: middleY(source) };
  const to = { x: target.x, y: middleY(target) };
  if (edge.kind === 'dependency') {
    const x = target.x + Math.min(16, target.width / 2);
    const y = bottom(target);
    return [from.x, from.y + 6, from.x + 40, from.y + 6, x, y + 48, x, y];
  }
  if (edge.target.startsWith('fork:')) {
    const x = middleX(target);
    return vertical(x, bottom(source), x, target.y);
  }
  if (edge.source.startsWith('fork:')) {
    const x = middleX(source);
    return [x, bottom(source), x, to.y, Math.max(x, to.x - 18), to.y, to.x, to.y];
  }
  if (edge.target.startsWith('join:')) {
    const x = middleX(target);
    const y = from.y > target.y ? bottom(target) : target.y;
    return [from.x, from.y, Math.max(x, from.x), from.y, x, from.y, x, y];
  }
  if (edge.source.startsWith('join:')) {
    return vertical(middleX(source), source.y, target.x + Math.min(6, target.width / 2), bottom(target));
  }
  const bend = Math.max((to.x - from.x) * 0.5, 4);
  return [from.x, from.y, from.x + bend, from.y, to.x - bend, to.y, to.x, to.y];
}

function vertical(x0: number, y0: number, x1: number, y1: number): Route['points'] {
  const middle = (y0 + y1) / 2;
  return [x0, y0, x0, middle, x1, middle, x1, y1];
}

const middleX = (box: Box): number => box.x + box.width / 2;
const middleY = (box: Box): number => box.y + box.height / 2;
const bottom = (box: Box): number => box.y + box.height;
