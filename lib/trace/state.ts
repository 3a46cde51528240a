import type { EndStatus, ErrorInfo, EventOf, PieceTokens, Place, Severity, Usage } from './events.ts';
import type { ExecutionStream, PlanStream, StreamId } from './streams.ts';

/** The folded state: plain JSON, never mutated; parts that an event does not change keep their identity. */
export interface TraceState {
  /** `seq` of the last event folded; -1 before the first. */
  readonly lastSeq: number;
  /** `at` of the last event folded, ms. */
  readonly at: number;
  readonly session: EventOf<'session-start'> | null;
  readonly status: 'empty' | 'running' | EndStatus;
  readonly error: ErrorInfo | null;
  /** Stage i is at index i-1. A stage whose plan became the answer is withdrawn. */
  readonly stages: readonly StageState[];
  readonly answer: AnswerState | null;
  /** The one piece of a sequential run. */
  readonly thought: PieceState | null;
  readonly dependencies: readonly EventOf<'dependency'>[];
  readonly diagnostics: readonly DiagnosticRecord[];
  readonly endedAt: number | null;
  /** Thinking, failed attempts and timing of a withdrawn plan, kept for the answer that it became. */
  readonly withdrawn: PlanState | null;
  /** Branches begun for plans that turned out to be thinking (`was-thinking`): all they wrote is discarded ([F10a]). */
  readonly discarded: readonly ExecutionState[];
}

export interface StageState {
  readonly stage: number;
  readonly startedAt: number;
  /** Time of the join; null while the stage runs. */
  readonly endedAt: number | null;
  readonly status: 'running' | EndStatus;
  readonly plan: PlanState;
  /** One per prompt that has closed or execution that has started; execution i.j is at index j-1. */
  readonly executions: readonly ExecutionState[];
}

/** `waiting`: known (its prompt closed) but not yet requested. */
export type PieceStatus = 'waiting' | 'running' | EndStatus;

export interface PieceState<S extends StreamId = StreamId> {
  readonly stream: S;
  readonly status: PieceStatus;
  /** The attempt now running or ended, from 1. */
  readonly attempt: number;
  /** When it became known: for an execution the fork (its prompt's end), else its start. */
  readonly knownAt: number;
  readonly requestedAt: number | null;
  readonly startedAt: number | null;
  readonly firstTokenAt: number | null;
  readonly lastTokenAt: number | null;
  /** Time of the text's first token; tokens before it were thinking. */
  readonly firstTextAt: number | null;
  /** The channel of the last delta: a planner may think again between two prompts. */
  readonly lastChannel: 'text' | 'thinking' | null;
  readonly endedAt: number | null;
  readonly text: string;
  readonly thinking: string;
  /** Running estimate (`≈`) while the text grows; see estimate.ts. */
  readonly estimatedTokens: EstimatedTokens;
  /** Exact counts once the piece has ended. */
  readonly tokens: PieceTokens | null;
  readonly usage: Usage | null;
  readonly finishReason: string | null;
  readonly contextSha256: string | null;
  /**
   * Tokens of the request, by our estimate; for a plan that continued, of all its requests. Null in logs without it.
   */
  readonly estimatedInputTokens: number | null;
  readonly error: ErrorInfo | null;
  /** Failed attempts, oldest first, with the text they had written. */
  readonly failedAttempts: readonly FailedAttempt[];
}

/**
 * Whole tokens to show, and the milli-tokens that they are rounded from (summing those gives the same result for any
 * chunking).
 */
export interface EstimatedTokens {
  readonly text: number;
  readonly thinking: number;
  readonly textMilli: number;
  readonly thinkingMilli: number;
}

export interface PlanState extends PieceState<PlanStream> {
  readonly prompts: readonly PromptState[];
}

export type ExecutionState = PieceState<ExecutionStream> & { readonly index: number };

export interface AnswerState extends PieceState<'answer'> {
  readonly forced: EventOf<'answer-start'>['forced'] | null;
  /** The first forced attempt; attempts before it were a planner's reply that turned into the answer. */
  readonly forcedFrom: number | null;
}

export interface PromptState {
  readonly index: number;
  /** Range in the plan's text; `end` is null while the prompt is being written. */
  readonly start: number;
  readonly end: number | null;
  readonly written: string | null;
  /** The text part of P_k, null while the prompt is being written. */
  readonly tokens: number | null;
  readonly tokensWithTags: number | null;
  /** The thinking part of P_k, counted; null in logs from before thinking counted. */
  readonly thinkingTokens: number | null;
  /** UTF-16 units of the plan's thinking when the prompt closed. */
  readonly thinkingLength: number;
  readonly startedAt: number;
  /** Time of the fork. */
  readonly endedAt: number | null;
}

export interface FailedAttempt {
  readonly attempt: number;
  /** Null also if the reply continued as the next attempt (`was-thinking`): the request belongs to that one. */
  readonly requestedAt: number | null;
  readonly failedAt: number;
  readonly error: ErrorInfo;
  readonly retryInMs: number | null;
  readonly text: string;
  readonly thinking: string;
  readonly tokens: PieceTokens | null;
  readonly usage: Usage | null;
  readonly estimatedInputTokens: number | null;
}

export interface DiagnosticRecord {
  readonly seq: number;
  readonly at: number;
  readonly code: string;
  readonly severity: Severity;
  readonly place: Place;
  readonly explanation: string;
}
