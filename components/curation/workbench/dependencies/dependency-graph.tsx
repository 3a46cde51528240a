'use client';

import {
  Background,
  BackgroundVariant,
  type Connection,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import { Info, Link2, Maximize, Minus, Plus, X } from 'lucide-react';
import { type KeyboardEvent, useCallback, useMemo, useState } from 'react';
import {
  useWorkbench,
  useWorkbenchActions,
  useWorkbenchHandle,
} from '#components/curation/workbench/use-workbench.tsx';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { DependencyProvider, useDependencies, useDependencyActions } from './dependency-context.tsx';
import { DependencyArrows, DependencyEdge } from './dependency-edge.tsx';
import {
  createDependencyElements,
  type DependencyEdge as DependencyFlowEdge,
  type DependencyNode,
  placedSteps,
} from './dependency-elements.ts';
import { type DependencyLayout, layoutDependencies, NODE } from './dependency-layout.ts';
import { type Direction, neighbourStep } from './dependency-neighbour.ts';
import { StageBand, StepNode } from './dependency-node.tsx';
import { useDependencyCamera } from './use-dependency-camera.ts';
import './dependency.css';

// At module scope: a new object each render would mount every node anew.
const nodeTypes = { step: StepNode, band: StageBand };
const edgeTypes = { dependency: DependencyEdge };

/** From this many steps on only those in view are in the document, as in the session graph. */
const VIRTUAL_FROM = 80;
const ignore = () => undefined;
const noCycle: readonly number[] = [];

const directions: Partial<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/**
 * Which step needs which: stage by stage from top to bottom. People draw and remove edges here, and see why one is
 * refused.
 */
export function DependencyGraph() {
  return (
    <DependencyProvider>
      <ReactFlowProvider>
        <Canvas />
      </ReactFlowProvider>
    </DependencyProvider>
  );
}

function Canvas() {
  const width = useStore((state) => state.width);
  const curated = useWorkbench((state) => state.curated);
  const steps = useWorkbench((state) => state.draft.steps);
  const cycle = useWorkbench((state) => state.refusal?.path ?? noCycle);
  const showAll = useDependencies((view) => view.showAll);
  const { add, chooseEdge } = useDependencyActions();
  const actions = useWorkbenchActions();
  const perRow = Math.min(6, Math.max(2, Math.floor((width - 20) / (NODE.width + 16))));
  const layout = useMemo(
    () => layoutDependencies(placedSteps(curated, showAll), perRow),
    [curated, showAll, perRow],
  );
  const [elements] = useState(createDependencyElements);
  const { nodes, edges } = useMemo(
    () => elements({ curated, steps, layout, showAll, cycle }),
    [elements, curated, steps, layout, showAll, cycle],
  );
  const onKeyDown = useGraphKeys(layout);
  const connect = useCallback(
    ({ source, target }: Connection) => {
      if (source !== target) add(source, target);
    },
    [add],
  );
  useDependencyCamera(layout);

  return (
    <section
      aria-label="Dependency graph"
      className="dependency-graph relative h-full min-h-0 overflow-hidden"
      onKeyDown={onKeyDown}
    >
      <ReactFlow<DependencyNode, DependencyFlowEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        minZoom={0.2}
        maxZoom={1.5}
        nodesDraggable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        deleteKeyCode={null}
        connectionRadius={46}
        onConnect={connect}
        autoPanSpeed={7}
        // People scroll to read a list of rounds; with Ctrl or a pinch the graph zooms.
        panOnScroll
        onlyRenderVisibleElements={nodes.length > VIRTUAL_FROM}
        // A node's own button does the work; without a handler React Flow disables pointer events on nodes.
        onNodeClick={ignore}
        onEdgeClick={(_, { id }) => chooseEdge(id)}
        onPaneClick={() => actions.dismissRefusal()}
        disableKeyboardA11y
        attributionPosition="bottom-left"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--dot)" />
      </ReactFlow>
      <DependencyArrows />
      <DependencyNotice />
      <GraphTools layout={layout} />
      {curated.steps.length === 0 ? (
        <p className="absolute inset-x-6 top-1/3 text-center text-mute text-ui">
          There are no steps yet. Choose lines in the source and make a step of them.
        </p>
      ) : null}
    </section>
  );
}

function GraphTools({ layout }: { layout: DependencyLayout }) {
  const flow = useReactFlow();
  const selected = useWorkbench((state) => state.selected);
  const hidden = useWorkbench(({ curated }) =>
    curated.steps.reduce((sum, { parents, shownParents }) => sum + parents.length - shownParents.length, 0),
  );
  const showAll = useDependencies((view) => view.showAll);
  const { setShowAll } = useDependencyActions();
  const { openDependencies } = useWorkbenchActions();
  const { bounds } = layout;
  return (
    <div className="absolute right-2 bottom-2 z-[7] flex items-center gap-1.5">
      {hidden > 0 || showAll ? (
        <Tooltip content="Dependencies that follow from others; without them the graph is easier to read.">
          <Button
            size="sm"
            className="shadow-card"
            aria-pressed={showAll}
            onClick={() => setShowAll(!showAll)}
          >
            {showAll ? 'Hide implied' : `${hidden} implied`}
          </Button>
        </Tooltip>
      ) : null}
      <IconButton
        size="sm"
        variant="secondary"
        className="shadow-card"
        label="Add a dependency to the selected step"
        shortcut="D"
        tooltipSide="top"
        disabled={selected === null}
        icon={<Link2 size={14} />}
        onClick={openDependencies}
      />
      <div className="flex rounded-lg border border-line bg-panel shadow-card">
        <IconButton
          size="sm"
          label="Zoom out"
          tooltipSide="top"
          icon={<Minus size={14} />}
          onClick={() => void flow.zoomOut()}
        />
        <IconButton
          size="sm"
          label="Fit everything"
          tooltipSide="top"
          icon={<Maximize size={13} />}
          onClick={() => void flow.fitBounds(bounds, { padding: 0.06 })}
        />
        <IconButton
          size="sm"
          label="Zoom in"
          tooltipSide="top"
          icon={<Plus size={14} />}
          onClick={() => void flow.zoomIn()}
        />
      </div>
    </div>
  );
}

/** Arrow keys move from step to step; D opens the field for a dependency of the focused one. */
function useGraphKeys(layout: DependencyLayout): (event: KeyboardEvent<HTMLElement>) => void {
  const { store, actions } = useWorkbenchHandle();
  return useCallback(
    (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const focused = (event.target as Element).getAttribute('data-step');
      const { selected, curated } = store.getState();
      const from = focused ?? selected ?? curated.steps[0]?.id;
      if (!from) return;
      if (event.key === 'd' || event.key === 'D') {
        event.preventDefault();
        event.stopPropagation();
        actions.select(from);
        // Wait until the step panel shows this step: the field is in that panel.
        requestAnimationFrame(() => actions.openDependencies());
        return;
      }
      const direction = directions[event.key];
      if (!direction || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      const next = neighbourStep(layout.boxes, from, direction) ?? from;
      actions.select(next);
      focusWhenThere(event.currentTarget, next);
    },
    [store, actions, layout],
  );
}

/** Steps out of view of a large graph enter the document only as the camera moves. */
function focusWhenThere(root: Element, step: string): void {
  let tries = 40;
  const focus = () => {
    const element = root.querySelector<HTMLElement>(`[data-step="${CSS.escape(step)}"]`);
    if (element) element.focus({ preventScroll: true });
    else if (tries-- > 0) requestAnimationFrame(focus);
  };
  focus();
}

/**
 * On top of the graph: says where a new dependency went that the graph does not draw. workbench-extras says why one was
 * refused.
 */
function DependencyNotice() {
  const hiddenNew = useDependencies((view) => view.hiddenNew);
  const { setShowAll } = useDependencyActions();
  if (!hiddenNew) return null;
  return (
    <div className="pointer-events-none absolute inset-x-2 top-2 z-[8] flex justify-center">
      <div className="pointer-events-auto flex max-w-md animate-rise items-start gap-2 rounded-xl border border-line bg-panel py-2 pr-1.5 pl-3 text-[12.5px] text-ink leading-5 shadow-card">
        <Info size={15} aria-hidden="true" className="mt-[3px] shrink-0 text-plan" />
        <div className="flex min-w-0 flex-1 flex-col items-start">
          <span role="status">
            Step {hiddenNew.step} needs step {hiddenNew.parent} now. That follows from other dependencies too,
            so it is not drawn.
          </span>
          <Button size="sm" className="mt-1.5" onClick={() => setShowAll(true)}>
            Show all
          </Button>
        </div>
        <IconButton label="Dismiss" size="sm" icon={<X size={14} />} onClick={() => setShowAll(false)} />
      </div>
    </div>
  );
}
