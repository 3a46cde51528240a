import type { ExecutionStream, PlanStream, StreamId } from '#lib/trace/streams.ts';

/** A node that stands for a piece of text carries that piece's stream as its id. */
export type GraphNodeId = 'question' | StreamId | ForkId | JoinId;
export type ForkId = `fork:${number}`;
export type JoinId = `join:${number}`;

export const forkId = (stage: number): ForkId => `fork:${stage}`;
export const joinId = (stage: number): JoinId => `join:${stage}`;

/**
 * A piece's current activity, finer than its status in the log: `writing-prompt` its prompt is still being written;
 * `requested` the call was sent, no token came yet; `thinking` only thinking came so far; `retrying` the last attempt
 * failed, the next has not written anything; `never-started` the run ended before its request was sent.
 */
export type NodeActivity =
  | 'writing-prompt'
  | 'waiting'
  | 'requested'
  | 'thinking'
  | 'running'
  | 'retrying'
  | 'done'
  | 'failed'
  | 'truncated'
  | 'cancelled'
  | 'interrupted'
  | 'never-started';

interface NodeBase<Id extends GraphNodeId> {
  readonly id: Id;
  readonly title: string;
  readonly activity: NodeActivity;
  /** On the critical path of the chosen definition. */
  readonly critical: boolean;
}

export interface QuestionNode extends NodeBase<'question'> {
  readonly kind: 'question';
}

export interface PieceNode extends NodeBase<StreamId> {
  readonly kind: 'plan' | 'execution' | 'answer' | 'thought';
  /** Null for the answer and a sequential thought. */
  readonly stage: number | null;
  readonly index: number | null;
  /** Attempts of this piece that failed. */
  readonly failures: number;
  /** Drawn as one line: its stage has more branches than fit as cards. */
  readonly compact: boolean;
}

/** ◇ and ◆: where a stage splits into branches and where they meet again. */
export interface MarkNode extends NodeBase<ForkId | JoinId> {
  readonly kind: 'fork' | 'join';
  readonly stage: number;
  /** Fork: prompts closed. Join: executions ended. */
  readonly passed: number;
  readonly total: number;
}

export type GraphNode = QuestionNode | PieceNode | MarkNode;

export interface GraphEdge {
  readonly id: string;
  /** `structure`: order of the rounds. `dependency`: a plan says "Based on execution_i.j". */
  readonly kind: 'structure' | 'dependency';
  readonly source: GraphNodeId;
  readonly target: GraphNodeId;
  readonly critical: boolean;
  /** A model is writing tokens at its target now. */
  readonly flowing: boolean;
  /** The target is not known yet (dashed line). */
  readonly pending: boolean;
  /** Determines the hue: who writes at the target. */
  readonly voice: 'plan' | 'execution' | 'sequential';
}

export interface GraphStage {
  readonly stage: number;
  readonly plan: PlanStream;
  readonly executions: readonly ExecutionStream[];
  readonly ended: boolean;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly stages: readonly GraphStage[];
  readonly sequential: boolean;
}

export const emptyGraph: Graph = { nodes: [], edges: [], stages: [], sequential: false };

/** Stages with more branches than this are drawn as one-line rows: nine cards are taller than a laptop screen at 70 %. */
export const CARDS_PER_STAGE = 8;

export const isMark = (node: GraphNode): node is MarkNode => node.kind === 'fork' || node.kind === 'join';
export const isPiece = (node: GraphNode): node is PieceNode => !isMark(node) && node.kind !== 'question';
