import type { PieceState, PlanState, StageState, TraceState } from '#lib/trace/state.ts';
import { executionStream, type StreamId } from '#lib/trace/streams.ts';
import { activityOf, isOver, isWriting } from './activity.ts';
import { branchesOf, branchNode } from './branches.ts';
import {
  CARDS_PER_STAGE,
  emptyGraph,
  forkId,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type GraphNodeId,
  type GraphStage,
  joinId,
  type MarkNode,
  type NodeActivity,
  type PieceNode,
} from './graph.ts';
import { plainHead, TITLE_LENGTH } from './plain-math.ts';
import { reuse, reuseById } from './reuse.ts';

export interface ProjectOptions {
  /** The last projection of the same session: what did not change keeps its identity. */
  previous?: Graph;
  /** Pieces on the critical path of the chosen definition. */
  critical?: ReadonlySet<StreamId>;
}

/** The drawing's nodes and edges for a state. Pure; costs about the number of pieces, not of characters. */
export function projectGraph(state: TraceState, options: ProjectOptions = {}): Graph {
  if (!state.session) return emptyGraph;
  const previous = options.previous ?? emptyGraph;
  const builder = new GraphBuilder(options.critical ?? new Set());
  builder.question(state.session.question);
  // A plan that turned out to be the answer is drawn as that: its stage is about to be withdrawn.
  for (const stage of state.stages) {
    if (stage.plan.stream !== state.withdrawn?.stream) builder.stage(stage);
  }
  builder.dependencies(state);
  if (state.thought) builder.thought(state.thought, state.status !== 'running');
  builder.answer(state);

  const stages = builder.stages.map((stage, at) => reuse(previous.stages[at], stage));
  return reuse(previous, {
    nodes: reuseById(previous.nodes, builder.nodes),
    edges: reuseById(previous.edges, builder.edges),
    stages:
      stages.length === previous.stages.length && stages.every((stage, at) => stage === previous.stages[at])
        ? previous.stages
        : stages,
    sequential: state.session.strategy === 'sequential',
  });
}

class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  readonly edges: GraphEdge[] = [];
  readonly stages: GraphStage[] = [];
  /** Where the next piece is attached, and whether the line up to there is critical. */
  private tail: GraphNodeId = 'question';
  private readonly critical: ReadonlySet<StreamId>;

  constructor(critical: ReadonlySet<StreamId>) {
    this.critical = critical;
  }

  question(text: string): void {
    this.nodes.push({
      kind: 'question',
      id: 'question',
      title: plainHead(text, TITLE_LENGTH),
      activity: 'done',
      critical: this.critical.size > 0,
    });
  }

  stage(stage: StageState): void {
    const plan = this.piece(stage.plan, 'plan', `Plan ${stage.stage}`, { stage: stage.stage });
    this.connect(this.tail, plan);
    this.tail = plan.id;

    const branches = branchesOf(stage);
    this.stages.push({
      stage: stage.stage,
      plan: stage.plan.stream,
      executions: branches.map((branch) => branch.id),
      ended: stage.endedAt !== null,
    });
    if (branches.length === 0) return;

    const closed = stage.plan.prompts.filter((prompt) => prompt.end !== null).length;
    const ended = stage.executions.filter((execution) => isOver(activityOf(execution))).length;
    const total = branches.length;
    const branchCritical = branches.some((branch) => this.critical.has(branch.id));
    const compact = branches.length > CARDS_PER_STAGE;
    const fork = this.mark('fork', stage, Math.min(closed, total), total, branchCritical);
    const join = this.mark('join', stage, ended, total, branchCritical);

    this.nodes.push(fork);
    this.connect(plan.id, fork, {
      flowing: stage.plan.prompts.some((prompt) => prompt.end === null) && isWriting(plan.activity),
    });
    const nodes = branches.map((branch) => branchNode(branch, stage.stage, compact, this.critical));
    for (const node of nodes) {
      this.nodes.push(node);
      this.connect(fork.id, node);
    }
    this.nodes.push(join);
    for (const node of nodes)
      this.connect(node.id, join, { critical: node.critical, pending: !isOver(node.activity) });
    // The plan's own tail is the longest: the critical line passes the branches by.
    if (plan.critical && !branchCritical && stage.endedAt !== null) {
      this.connect(plan.id, join, { critical: true, flowing: false, pending: false, voice: 'plan' });
    }
    this.tail = join.id;
  }

  /** "Based on execution_2.1": an edge to the later plan. A whole stage is drawn from its join. */
  dependencies(state: TraceState): void {
    const known = new Set<GraphNodeId>(this.nodes.map((node) => node.id));
    for (const { from, to } of state.dependencies) {
      const source = from.index === undefined ? joinId(from.stage) : executionStream(from.stage, from.index);
      const id = `dependency:${source}>${to}`;
      if (!known.has(source) || !known.has(to)) continue;
      if (this.edges.some((edge) => edge.id === id)) continue;
      this.edges.push({
        id,
        kind: 'dependency',
        source,
        target: to,
        critical: false,
        flowing: false,
        pending: false,
        voice: 'plan',
      });
    }
  }

  thought(thought: PieceState, over: boolean): void {
    const node = this.piece(thought, 'thought', 'Thought', {});
    this.connect(this.tail, node);
    this.tail = node.id;
    if (!over && !isOver(node.activity)) return;
    const answer: PieceNode = {
      kind: 'answer',
      id: 'answer',
      title: 'Answer',
      activity: node.activity,
      critical: node.critical,
      stage: null,
      index: null,
      failures: 0,
      compact: false,
    };
    this.nodes.push(answer);
    this.connect(this.tail, answer);
  }

  answer(state: TraceState): void {
    if (state.answer) {
      const node = this.piece(state.answer, 'answer', 'Final answer', {});
      this.connect(this.tail, node);
      return;
    }
    // Between the withdrawal of a plan and the answer it becomes: the call is under way and must stay visible.
    if (state.withdrawn && state.status === 'running') this.pendingAnswer(state.withdrawn);
  }

  private pendingAnswer(withdrawn: PlanState): void {
    const node: PieceNode = {
      kind: 'answer',
      id: 'answer',
      title: 'Final answer',
      activity: withdrawn.thinking === '' ? 'requested' : 'thinking',
      critical: false,
      stage: null,
      index: null,
      failures: withdrawn.failedAttempts.length,
      compact: false,
    };
    this.nodes.push(node);
    this.connect(this.tail, node);
  }

  private piece(
    piece: PieceState,
    kind: PieceNode['kind'],
    title: string,
    place: { stage?: number; index?: number },
  ): PieceNode {
    const node: PieceNode = {
      kind,
      id: piece.stream,
      title,
      activity: activityOf(piece),
      critical: this.critical.has(piece.stream),
      stage: place.stage ?? null,
      index: place.index ?? null,
      failures: piece.failedAttempts.length,
      compact: false,
    };
    this.nodes.push(node);
    return node;
  }

  private mark(
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

  private connect(source: GraphNodeId, target: GraphNode, override: Partial<GraphEdge> = {}): void {
    this.edges.push({
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
    });
  }
}

function voiceOf(node: GraphNode): GraphEdge['voice'] {
  if (node.kind === 'thought') return 'sequential';
  return node.kind === 'execution' || node.kind === 'join' ? 'execution' : 'plan';
}
