import type { Box } from '#lib/graph/layout-lanes.ts';
import type { DependencyEdgeData } from './dependency-elements.ts';
import { routePath } from './dependency-layout.ts';

export interface DrawnPath {
  readonly path: string;
  /** The place of a button on the edge. */
  readonly x: number;
  readonly y: number;
}

/** How far an arc beside or under the steps reaches out. */
const ARC = 26;

/** The curve of an edge: along its route, or, where it has none, beside the steps with as few crossings as possible. */
export function edgePath({ kind, route, from, to }: DependencyEdgeData): DrawnPath {
  if (route && kind !== 'closing') {
    const [x = 0, y = 0] = route.slice(-2);
    return { path: routePath(route), x, y: y - 15 };
  }
  if (from.y === to.y) return below(from, to);
  return from.y < to.y ? downwards(from, to) : beside(from, to);
}

/** Between two steps of one row: an arc under them. */
function below(from: Box, to: Box): DrawnPath {
  const [x0, x1] = [centre(from), centre(to)];
  const y = from.y + from.height;
  return {
    path: `M${x0} ${y}C${x0} ${y + ARC} ${x1} ${y + ARC} ${x1} ${y}`,
    x: (x0 + x1) / 2,
    y: y + ARC * 0.75,
  };
}

function downwards(from: Box, to: Box): DrawnPath {
  const [x0, y0, x1, y1] = [centre(from), from.y + from.height, centre(to), to.y];
  const middle = (y0 + y1) / 2;
  return {
    path: `M${x0} ${y0}C${x0} ${middle} ${x1} ${middle} ${x1} ${y1}`,
    x: (x0 + x1) / 2,
    y: middle,
  };
}

/** An edge that leads back up, past the right side of both steps. */
function beside(from: Box, to: Box): DrawnPath {
  const [x0, y0] = [from.x + from.width, from.y + from.height / 2];
  const [x1, y1] = [to.x + to.width, to.y + to.height / 2];
  const out = Math.max(x0, x1) + ARC * 1.6;
  return { path: `M${x0} ${y0}C${out} ${y0} ${out} ${y1} ${x1} ${y1}`, x: out, y: (y0 + y1) / 2 };
}

const centre = ({ x, width }: Box): number => x + width / 2;
