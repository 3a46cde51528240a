import type { GraphEdge } from './graph.ts';
import type { Box } from './layout-lanes.ts';
import type { Route } from './route-edges.ts';

/**
 * Edges where x is a moment: nothing runs back in time. A plan drops to its fork, branches leave the fork's line to
 * the right and rise to the join's, the next plan hangs above the join.
 */
export function timeCurve(edge: GraphEdge, source: Box, target: Box): Route['points'] {
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
