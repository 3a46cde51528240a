import type { StageState } from '#lib/trace/state.ts';
import { executionStream, type StreamId } from '#lib/trace/streams.ts';
import { activityOf, isOver, isWriting } from './activity.ts';
import { branchesOf, branchNode } from './branches.ts';
import {
  CARDS_PER_STAGE,
  forkId,
  type GraphEdge,
  type GraphNode,
  type GraphNodeId,
  type GraphStage,
  joinId,
  type MarkNode,
  type NodeActivity,
  type PieceNode,
} from './graph.ts';
import { pieceNode, structureEdge } from './graph-elements.ts';

/** The drawing of one stage, but for the edge that leads to its plan. */
export interface StagePart {
  readonly plan: PieceNode;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly stage: GraphStage;
  /** Where the next piece is attached. */
  readonly tail: GraphNodeId;
}

const known = new WeakMap<StageState, { readonly critical: string; readonly part: StagePart }>();

/**
 * Kept for as long as the stage is: of a long session a seek draws anew only what differs (1,800 pieces: 25 ms → 6 ms,
 * bench/seek.ts).
 */
export function stagePart(stage: StageState, critical: ReadonlySet<StreamId>): StagePart {
  const key = criticalOf(stage, critical);
  const found = known.get(stage);
  if (found && found.critical === key) return found.part;
  const part = draw(stage, critical);
  known.set(stage, { critical: key, part });
  return part;
}

/** The pieces of the stage that are on the critical path, as a text to compare. */
function criticalOf(stage: StageState, critical: ReadonlySet<StreamId>): string {
  let found = critical.has(stage.plan.stream) ? 'plan' : '';
  const branches = Math.max(stage.plan.prompts.length, stage.executions.length);
  for (let index = 1; index <= branches; index++) {
    if (critical.has(executionStream(stage.stage, index))) found += ` ${index}`;
  }
  return found;
}

function draw(stage: StageState, critical: ReadonlySet<StreamId>): StagePart {
  const plan = pieceNode(stage.plan, 'plan', `Plan ${stage.stage}`, critical, stage.stage);
  const branches = branchesOf(stage);
  const graphStage = {
    stage: stage.stage,
    plan: stage.plan.stream,
    executions: branches.map((branch) => branch.id),
    ended: stage.endedAt !== null,
  };
  if (branches.length === 0) return { plan, nodes: [plan], edges: [], stage: graphStage, tail: plan.id };

  const closed = stage.plan.prompts.filter((prompt) => prompt.end !== null).length;
  const ended = stage.executions.filter((execution) => isOver(activityOf(execution))).length;
  const total = branches.length;
  const branchCritical = branches.some((branch) => critical.has(branch.id));
  const compact = branches.length > CARDS_PER_STAGE;
  const fork = mark('fork', stage, Math.min(closed, total), total, branchCritical);
  const join = mark('join', stage, ended, total, branchCritical);
  const nodes = branches.map((branch) => branchNode(branch, stage.stage, compact, critical));
  const edges = [
    structureEdge(plan.id, fork, {
      flowing: stage.plan.prompts.some((prompt) => prompt.end === null) && isWriting(plan.activity),
    }),
    ...nodes.map((node) => structureEdge(fork.id, node)),
    ...nodes.map((node) =>
      structureEdge(node.id, join, { critical: node.critical, pending: !isOver(node.activity) }),
    ),
  ];
  // The plan's own tail is the longest: the critical line passes the branches by.
  if (plan.critical && !branchCritical && stage.endedAt !== null) {
    edges.push(
      structureEdge(plan.id, join, { critical: true, flowing: false, pending: false, voice: 'plan' }),
    );
  }
  return { plan, nodes: [plan, fork, ...nodes, join], edges, stage: graphStage, tail: join.id };
}

function mark(
  kind: 'fork' | 'join',
  stage: StageState,
  passed: number,
  total: number,
  critical: boolean,
): MarkNode {
  const over = stage.status === 'running' ? 'running' : stage.status;
  const activity: NodeActivity = kind === 'fork' && passed === total ? 'done' : over;
  const id = kind === 'fork' ? forkId(stage.stage) : joinId(stage.stage);
  const title = kind === 'fork' ? `Fork of stage ${stage.stage}` : `Join of stage ${stage.stage}`;
  return { kind, id, title, activity, critical, stage: stage.stage, passed, total };
}
