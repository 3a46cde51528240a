'use client';

import './graph.css';
import {
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useStore,
} from '@xyflow/react';
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import { useSession, useSessionActions, useSessionHandle } from '#components/playback/session-context.tsx';
import type { GraphNodeId } from '#lib/graph/graph.ts';
import { type Direction, neighbour } from '#lib/graph/navigate.ts';
import { routeEdges } from '#lib/graph/route-edges.ts';
import { BarNode } from './bar-node.tsx';
import { FAR_ZOOM, MAX_ZOOM, MIN_ZOOM } from './camera.ts';
import { FlowDots } from './flow-dots.tsx';
import { createFlowElements, type FlowEdge, type FlowNode } from './flow-elements.ts';
import { EdgeMarkers, LaneEdge } from './lane-edge.tsx';
import { LaneHeaders } from './lane-headers.tsx';
import { MarkNode } from './mark-node.tsx';
import { PieceNode, RowNode } from './piece-node.tsx';
import { QuestionNode } from './question-node.tsx';
import { TimeLine, TimeTicks } from './time-scale.tsx';
import { useCamera } from './use-camera.ts';

// At module scope: a new object each render would mount every node anew.
const nodeTypes = { question: QuestionNode, piece: PieceNode, row: RowNode, bar: BarNode, mark: MarkNode };
const edgeTypes = { lane: LaneEdge };

/** From this many nodes on only those in view are in the document (1,000 nodes: main thread 43 % → 10 %). */
const VIRTUAL_FROM = 80;

const ignore = () => undefined;

const directions: Partial<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The session as a flow graph: stages as lanes, time from left to right. */
export function GraphView() {
  return (
    <ReactFlowProvider>
      <Canvas />
    </ReactFlowProvider>
  );
}

function Canvas() {
  const graph = useSession((session) => session.graph);
  const layout = useSession((session) => session.layout);
  const moving = useSession((session) => session.transport !== 'paused');
  const [elements] = useState(createFlowElements);
  const nodes = useMemo(() => elements.nodes(graph, layout), [elements, graph, layout]);
  const edges = useMemo(() => elements.edges(graph, layout), [elements, graph, layout]);
  const dots = useMemo(() => {
    if (!moving) return [];
    const routes = routeEdges(graph, layout);
    return graph.edges.flatMap((edge) => {
      const route = edge.flowing ? routes.get(edge.id) : undefined;
      return route ? [{ route, voice: edge.voice }] : [];
    });
  }, [graph, layout, moving]);
  const timed = layout.time !== undefined;
  const far = useStore((state) => state.transform[2] < FAR_ZOOM);
  const actions = useSessionActions();
  const onKeyDown = useGraphKeys();
  useCamera();

  return (
    <section
      aria-label="Flow graph"
      data-far={far || undefined}
      data-layout={timed ? 'time' : 'structure'}
      className="session-graph absolute inset-0"
      onKeyDown={onKeyDown}
    >
      <ReactFlow<FlowNode, FlowEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        minZoom={MIN_ZOOM}
        maxZoom={MAX_ZOOM}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        deleteKeyCode={null}
        onlyRenderVisibleElements={nodes.length > VIRTUAL_FROM}
        // A node's own button does the work; without a handler React Flow disables pointer events on nodes.
        onNodeClick={ignore}
        onMove={(event) => {
          // Moves of our own come without an event; a click is no move.
          if (event) actions.setFollow(false);
        }}
        disableKeyboardA11y
        attributionPosition="bottom-center"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--dot)" />
        <FlowDots dots={dots} />
        {layout.time ? <TimeLine time={layout.time} bounds={layout.bounds} /> : null}
        {nodes.length > 6 ? (
          <MiniMap<FlowNode>
            pannable
            zoomable
            position="bottom-left"
            ariaLabel="Overview of the graph"
            nodeColor={miniMapColor}
            nodeBorderRadius={6}
          />
        ) : null}
      </ReactFlow>
      <LaneHeaders />
      {layout.time ? <TimeTicks time={layout.time} bounds={layout.bounds} /> : null}
      <EdgeMarkers />
    </section>
  );
}

function miniMapColor({ data: { node } }: FlowNode): string {
  if (node.critical) return 'var(--crit-line)';
  switch (node.kind) {
    case 'plan':
    case 'answer':
      return 'var(--plan)';
    case 'execution':
      return 'var(--exec)';
    default:
      return 'var(--seq)';
  }
}

/** Arrows move the selection along the structure; Enter opens the inspector (a node is a button), Escape closes it. */
function useGraphKeys(): (event: KeyboardEvent<HTMLElement>) => void {
  const { store, actions } = useSessionHandle();
  const pending = useRef(0);
  return useCallback(
    (event) => {
      const direction = directions[event.key];
      if (!direction || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      const { graph, layout, selection } = store.getState();
      const focused = (event.target as Element).getAttribute('data-node') as GraphNodeId | null;
      const from = focused ?? selection;
      const next: GraphNodeId = from ? neighbour(graph, layout, from, direction) : 'question';
      actions.select(next);
      actions.camera({ kind: 'reveal', id: next });
      const root = event.currentTarget;
      // Off-screen nodes of a large graph enter the document only as the camera moves.
      cancelAnimationFrame(pending.current);
      let tries = 40;
      const focus = () => {
        const element = root.querySelector<HTMLElement>(`[data-node="${CSS.escape(next)}"]`);
        if (element) element.focus({ preventScroll: true });
        else if (tries-- > 0) pending.current = requestAnimationFrame(focus);
      };
      focus();
    },
    [store, actions],
  );
}
