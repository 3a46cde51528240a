import type { Edge, Node } from '@xyflow/react';
import type { Step } from '#lib/contract/curation-record.ts';
import type { Curated, CuratedStep, CurationLeak } from '#lib/curation/curated.ts';
import type { Box } from '#lib/graph/layout-lanes.ts';
import { type DependencyLayout, edgeId } from './dependency-layout.ts';
import type { PlacedStep } from './dependency-rows.ts';

export interface StepNodeData extends Record<string, unknown> {
  readonly place: CuratedStep;
  readonly description: string;
  /** What its execution uses although only a sibling found it. */
  readonly leaks: readonly CurationLeak[];
}

export interface DependencyEdgeData extends Record<string, unknown> {
  /**
   * `shown`: drawn from row to row. `implied`: follows from others. `lit`: on the path that an edge would close, and
   * `closing` that edge itself. `suggested`: would repair a leak.
   */
  readonly kind: 'shown' | 'implied' | 'lit' | 'closing' | 'suggested';
  readonly parent: number;
  readonly step: number;
  readonly route: readonly number[] | null;
  readonly from: Box;
  readonly to: Box;
  readonly leak: CurationLeak | null;
}

export type StepNode = Node<StepNodeData, 'step'>;
/** A stage, behind its steps. */
export type BandNode = Node<{ stage: number }, 'band'>;
export type DependencyNode = StepNode | BandNode;
export type DependencyEdge = Edge<DependencyEdgeData, 'dependency'>;

export interface DependencyElements {
  readonly nodes: DependencyNode[];
  readonly edges: DependencyEdge[];
}

export interface ElementsInput {
  readonly curated: Curated;
  readonly steps: readonly Step[];
  readonly layout: DependencyLayout;
  /** Whether to draw dependencies that follow from others, too. */
  readonly showAll: boolean;
  /** Step numbers of a refused cycle, with the first one repeated at the end. */
  readonly cycle: readonly number[];
}

/** The input of the layout. */
export function placedSteps({ steps }: Curated, showAll: boolean): PlacedStep[] {
  return steps.map(({ id, number, stage, parents, shownParents }) => ({
    id,
    number,
    stage,
    parents: showAll ? parents : shownParents,
  }));
}

/** React Flow's nodes and edges; unchanged ones keep their identity, so that React Flow renders only what changed. */
export function createDependencyElements(): (input: ElementsInput) => DependencyElements {
  let nodesBefore = new Map<string, DependencyNode>();
  let edgesBefore = new Map<string, DependencyEdge>();
  return (input) => {
    const nodes = [...bandsOf(input.layout), ...nodesOf(input)].map((node) =>
      keep(nodesBefore.get(node.id), node),
    );
    const edges = edgesOf(input).map((edge) => keep(edgesBefore.get(edge.id), edge));
    nodesBefore = new Map(nodes.map((node) => [node.id, node]));
    edgesBefore = new Map(edges.map((edge) => [edge.id, edge]));
    return { nodes, edges };
  };
}

/** All of it is plain data, a few hundred bytes each: comparing 200 steps takes about a millisecond. */
function keep<T>(before: T | undefined, next: T): T {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(next) ? before : next;
}

/** Room that a band has on each side of its steps. */
const BAND_SIDE = 14;

function bandsOf({ bands, bounds }: DependencyLayout): BandNode[] {
  const width = bounds.width + 2 * BAND_SIDE;
  return bands.map(({ stage, y, height }) => ({
    id: `stage ${stage}`,
    type: 'band',
    position: { x: bounds.x - BAND_SIDE, y },
    width,
    height,
    style: { width, height, visibility: 'inherit', pointerEvents: 'none' },
    zIndex: -1,
    data: { stage },
  }));
}

function nodesOf({ curated, steps, layout }: ElementsInput): StepNode[] {
  const leaks = Map.groupBy(curated.leaks, ({ step }) => step);
  return curated.steps.flatMap((place, index): StepNode[] => {
    const box = layout.boxes.get(place.id);
    if (!box) return [];
    const { x, y, width, height } = box;
    return [
      {
        id: place.id,
        type: 'step',
        position: { x, y },
        width,
        height,
        // React Flow sets `visible` otherwise, even inside a pane that is hidden behind another tab of a phone.
        style: { width, height, visibility: 'inherit' },
        data: { place, description: steps[index]?.description ?? '', leaks: leaks.get(place.id) ?? [] },
      },
    ];
  });
}

function edgesOf({ curated, layout, showAll, cycle }: ElementsInput): DependencyEdge[] {
  const { steps } = curated;
  const edges = new Map<string, DependencyEdge>();
  const add = (
    kind: DependencyEdgeData['kind'],
    parent: number,
    step: number,
    leak: CurationLeak | null = null,
  ) => {
    const [from, to] = [steps[parent - 1], steps[step - 1]];
    const [fromBox, toBox] = [layout.boxes.get(from?.id ?? ''), layout.boxes.get(to?.id ?? '')];
    if (!from || !to || !fromBox || !toBox) return;
    const id = edgeId(from.id, to.id);
    edges.set(id, {
      id,
      type: 'dependency',
      source: from.id,
      target: to.id,
      data: { kind, parent, step, route: layout.routes.get(id) ?? null, from: fromBox, to: toBox, leak },
      zIndex: kind === 'shown' || kind === 'implied' ? 0 : 2,
    });
  };
  for (const { number, parents, shownParents } of steps) {
    for (const parent of showAll ? parents : shownParents)
      add(shownParents.includes(parent) ? 'shown' : 'implied', parent, number);
  }
  for (const leak of curated.leaks) {
    if (!edges.has(edgeId(leak.from, leak.step))) add('suggested', leak.fromNumber, leak.stepNumber, leak);
  }
  for (let at = 0; at + 1 < cycle.length; at++)
    add(at + 2 === cycle.length ? 'closing' : 'lit', cycle[at] ?? 0, cycle[at + 1] ?? 0);
  return [...edges.values()];
}
