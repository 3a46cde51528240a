import type { Graph, GraphNode, GraphNodeId } from './graph.ts';
import { isMark } from './graph.ts';
import type { Layout } from './layout-lanes.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The node an arrow key leads to. Left and right follow the structure (passing through marks to the branch nearest in
 * height); up and down go through the branches of the stage. Returns the same node where there is nothing further.
 */
export function neighbour(
  graph: Graph,
  layout: Layout,
  from: GraphNodeId,
  direction: Direction,
): GraphNodeId {
  const candidates =
    direction === 'up' || direction === 'down'
      ? siblings(graph, layout, from, direction)
      : along(graph, from, direction);
  return nearest(layout, from, candidates) ?? from;
}

function siblings(graph: Graph, layout: Layout, from: GraphNodeId, direction: 'up' | 'down'): GraphNodeId[] {
  const stage = graph.stages.find((candidate) => candidate.executions.some((id) => id === from));
  const own = layout.boxes.get(from);
  if (!stage || !own) return [];
  return stage.executions.filter((id) => {
    const box = layout.boxes.get(id);
    return box !== undefined && (direction === 'up' ? box.y < own.y : box.y > own.y);
  });
}

function along(graph: Graph, from: GraphNodeId, direction: 'left' | 'right'): GraphNodeId[] {
  const nodes = new Map<GraphNodeId, GraphNode>(graph.nodes.map((node) => [node.id, node]));
  const step = (id: GraphNodeId): GraphNodeId[] =>
    graph.edges
      .filter(
        (edge) => edge.kind === 'structure' && (direction === 'right' ? edge.source : edge.target) === id,
      )
      .map((edge) => (direction === 'right' ? edge.target : edge.source));
  // A mark is never a stop; two in a row (join, then fork) do not occur, since a plan lies between them.
  return step(from).flatMap((id) => {
    const node = nodes.get(id);
    return node && isMark(node) ? step(id) : [id];
  });
}

function nearest(layout: Layout, from: GraphNodeId, candidates: readonly GraphNodeId[]): GraphNodeId | null {
  const own = layout.boxes.get(from);
  let best: { id: GraphNodeId; distance: number } | null = null;
  for (const id of candidates) {
    const box = layout.boxes.get(id);
    if (!own || !box) continue;
    const distance = Math.abs(box.y + box.height / 2 - (own.y + own.height / 2));
    if (!best || distance < best.distance) best = { id, distance };
  }
  return best?.id ?? null;
}
