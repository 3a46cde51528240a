import type { PieceState, PlanState, PromptState, StageState } from '#lib/trace/state.ts';
import { type ExecutionStream, executionStream, type StreamId } from '#lib/trace/streams.ts';
import { activityOf, isOver, isWriting } from './activity.ts';
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
import { plainHead, TITLE_LENGTH } from './plain-math.ts';

/** The drawing of one stage, without the edge that leads to its plan. */
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
 * Cached for as long as the stage is the same object: in a long session, a seek rebuilds only the differences (1,800
 * pieces: 25 ms → 6 ms, bench/seek.ts).
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

/** A prompt and its execution. */
interface Branch {
  readonly id: ExecutionStream;
  readonly index: number;
  /** First words of the prompt; empty where there is none. */
  readonly head: string;
  readonly execution: PieceState | null;
  readonly activity: NodeActivity;
}

/** One per prompt or execution, whichever there are more of: a prompt still being written is a branch already. */
function branchesOf(stage: StageState): Branch[] {
  const { plan, executions } = stage;
  const indexes = new Set<number>();
  for (const prompt of plan.prompts) indexes.add(prompt.index);
  for (const execution of executions) indexes.add(execution.index);
  return [...indexes]
    .sort((left, right) => left - right)
    .map((index) => {
      const prompt = plan.prompts.find((candidate) => candidate.index === index);
      const execution = executions.find((candidate) => candidate.index === index) ?? null;
      return {
        id: executionStream(stage.stage, index),
        index,
        head: prompt ? promptHead(plan, prompt) : '',
        execution,
        activity: execution ? activityOf(execution, stage) : openPrompt(activityOf(plan)),
      };
    });
}

const heads = new WeakMap<PromptState, string>();

/** A closed prompt's text is final: we read it once, however often its plan changes after it. */
function promptHead(plan: PlanState, prompt: PromptState): string {
  const found = heads.get(prompt);
  if (found !== undefined) return found;
  const head = plainHead(plan.text.slice(prompt.start, prompt.end ?? undefined), TITLE_LENGTH);
  if (prompt.end !== null && prompt.end <= plan.text.length) heads.set(prompt, head);
  return head;
}

/** The node of a branch, at whatever point it is. */
function branchNode(
  branch: Branch,
  stage: number,
  compact: boolean,
  critical: ReadonlySet<StreamId>,
): PieceNode {
  const number = `${stage}.${branch.index}`;
  const { head } = branch;
  return {
    kind: 'execution',
    id: branch.id,
    title: head === '' ? number : `${number} ${head}`,
    activity: branch.activity,
    critical: critical.has(branch.id),
    stage,
    index: branch.index,
    failures: branch.execution?.failedAttempts.length ?? 0,
    compact,
  };
}

/** A prompt that never closed ended with its plan; in a complete plan, something cut it off. */
function openPrompt(plan: NodeActivity): NodeActivity {
  if (!isOver(plan)) return 'writing-prompt';
  return plan === 'done' ? 'interrupted' : plan;
}
