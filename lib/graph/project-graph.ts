import type { PieceState, PlanState, StageState, TraceState } from '#lib/trace/state.ts';
import { executionStream, type StreamId } from '#lib/trace/streams.ts';
import { isOver } from './activity.ts';
import {
  emptyGraph,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type GraphNodeId,
  type GraphStage,
  joinId,
  type PieceNode,
} from './graph.ts';
import { pieceNode, structureEdge } from './graph-elements.ts';
import { plainHead, TITLE_LENGTH } from './plain-math.ts';
import { reuse, reuseById } from './reuse.ts';
import { stagePart } from './stage-part.ts';

export interface ProjectOptions {
  /** The last projection of the same session: what did not change keeps its identity. */
  previous?: Graph;
  /** Pieces on the critical path of the chosen definition. */
  critical?: ReadonlySet<StreamId>;
}

/** The drawing's nodes and edges for a state. Pure; its cost grows with the number of pieces, not of characters. */
export function projectGraph(state: TraceState, options: ProjectOptions = {}): Graph {
  if (!state.session) return emptyGraph;
  const previous = options.previous ?? emptyGraph;
  const builder = new GraphBuilder(options.critical ?? new Set());
  builder.question(state.session.question);
  // A plan that turned out to be the answer is drawn as the answer: the fold is about to withdraw its stage.
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
  /** Where the next piece is attached. */
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
    const part = stagePart(stage, this.critical);
    this.connect(this.tail, part.plan);
    for (const node of part.nodes) this.nodes.push(node);
    for (const edge of part.edges) this.edges.push(edge);
    this.stages.push(part.stage);
    this.tail = part.tail;
  }

  /** "Based on execution_2.1": an edge to the later plan. A dependency on a whole stage starts at its join. */
  dependencies(state: TraceState): void {
    if (state.dependencies.length === 0) return;
    const known = new Set<GraphNodeId>(this.nodes.map((node) => node.id));
    const drawn = new Set<string>();
    for (const { from, to } of state.dependencies) {
      const source = from.index === undefined ? joinId(from.stage) : executionStream(from.stage, from.index);
      const id = `dependency:${source}>${to}`;
      if (!known.has(source) || !known.has(to) || drawn.has(id)) continue;
      drawn.add(id);
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
    const node = this.piece(thought, 'thought', 'Thought');
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
      const node = this.piece(state.answer, 'answer', 'Final answer');
      this.connect(this.tail, node);
      return;
    }
    // Between the withdrawal of a plan and the answer that it becomes: the call is under way and must stay visible.
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

  private piece(piece: PieceState, kind: PieceNode['kind'], title: string): PieceNode {
    const node = pieceNode(piece, kind, title, this.critical);
    this.nodes.push(node);
    return node;
  }

  private connect(source: GraphNodeId, target: GraphNode): void {
    this.edges.push(structureEdge(source, target));
  }
}
