import type { PieceState } from '#lib/trace/state.ts';
import type { StreamId } from '#lib/trace/streams.ts';
import { activityOf, isWriting } from './activity.ts';
import type { GraphEdge, GraphNode, GraphNodeId, PieceNode } from './graph.ts';

/** The node of a piece that is drawn by itself. */
export function pieceNode(
  piece: PieceState,
  kind: PieceNode['kind'],
  title: string,
  critical: ReadonlySet<StreamId>,
  stage: number | null = null,
): PieceNode {
  return {
    kind,
    id: piece.stream,
    title,
    activity: activityOf(piece),
    critical: critical.has(piece.stream),
    stage,
    index: null,
    failures: piece.failedAttempts.length,
    compact: false,
  };
}

/** The edge of the structure that leads to a node; the node's activity determines its look. */
export function structureEdge(
  source: GraphNodeId,
  target: GraphNode,
  override: Partial<GraphEdge> = {},
): GraphEdge {
  return {
    id: `${source}>${target.id}`,
    kind: 'structure',
    source,
    target: target.id,
    critical: target.critical,
    flowing: isWriting(target.activity) && target.kind !== 'fork' && target.kind !== 'join',
    pending:
      target.activity === 'waiting' ||
      target.activity === 'writing-prompt' ||
      target.activity === 'requested',
    voice: voiceOf(target),
    ...override,
  };
}

function voiceOf(node: GraphNode): GraphEdge['voice'] {
  if (node.kind === 'thought') return 'sequential';
  return node.kind === 'execution' || node.kind === 'join' ? 'execution' : 'plan';
}
