import type { Edge, Node } from '@xyflow/react';
import type { Graph, GraphEdge, GraphNode, MarkNode, PieceNode, QuestionNode } from '#lib/graph/graph.ts';
import type { Box, Layout } from '#lib/graph/layout-lanes.ts';
import { type Route, routeEdges } from '#lib/graph/route-edges.ts';

export type FlowNode =
  | Node<{ node: QuestionNode }, 'question'>
  | Node<{ node: PieceNode }, 'piece'>
  | Node<{ node: PieceNode }, 'row'>
  /** A piece in the time layout, as wide as it lasted. */
  | Node<{ node: PieceNode; width: number }, 'bar'>
  | Node<{ node: MarkNode }, 'mark'>;
export type FlowEdge = Edge<{ edge: GraphEdge; route: Route }, 'lane'>;

/** React Flow compares nodes by reference: the same node in the same box must be the same object. */
export interface FlowElements {
  nodes(graph: Graph, layout: Layout): FlowNode[];
  edges(graph: Graph, layout: Layout): FlowEdge[];
}

export function createFlowElements(): FlowElements {
  const nodeCache = new Map<string, { node: GraphNode; box: Box; flow: FlowNode }>();
  const edgeCache = new Map<string, { edge: GraphEdge; route: Route; flow: FlowEdge }>();
  return {
    nodes: (graph, layout) =>
      graph.nodes.flatMap((node) => {
        const box = layout.boxes.get(node.id);
        if (!box) return [];
        const cached = nodeCache.get(node.id);
        if (cached && cached.node === node && cached.box === box) return [cached.flow];
        const flow = flowNode(node, box, layout.time !== undefined);
        nodeCache.set(node.id, { node, box, flow });
        return [flow];
      }),
    edges: (graph, layout) => {
      const routes = routeEdges(graph, layout);
      return graph.edges.flatMap((edge) => {
        const route = routes.get(edge.id);
        if (!route) return [];
        const cached = edgeCache.get(edge.id);
        const kept = cached && samePoints(cached.route, route) ? cached.route : route;
        if (cached && cached.edge === edge && kept === cached.route) return [cached.flow];
        const flow: FlowEdge = {
          id: edge.id,
          type: 'lane',
          source: edge.source,
          target: edge.target,
          data: { edge, route: kept },
          // The one bright line lies on top of the quiet ones.
          zIndex: edge.critical ? 2 : edge.kind === 'dependency' ? 1 : 0,
        };
        edgeCache.set(edge.id, { edge, route: kept, flow });
        return [flow];
      });
    },
  };
}

/** In the time layout every state has boxes of its own; most curves are still the same. */
const samePoints = (left: Route, right: Route): boolean =>
  left === right || left.points.every((value, at) => value === right.points[at]);

function flowNode(node: GraphNode, box: Box, timed: boolean): FlowNode {
  const common = {
    id: node.id,
    position: { x: box.x, y: box.y },
    width: box.width,
    height: box.height,
    // React Flow sets `visible` otherwise, even inside a canvas that is hidden behind another tab of a phone.
    style: { width: box.width, height: box.height, visibility: 'inherit' as const },
  };
  switch (node.kind) {
    case 'question':
      return { ...common, type: 'question', data: { node } };
    case 'fork':
    case 'join':
      return { ...common, type: 'mark', data: { node } };
    default:
      if (timed) return { ...common, type: 'bar', data: { node, width: box.width } };
      return { ...common, type: node.compact ? 'row' : 'piece', data: { node } };
  }
}
