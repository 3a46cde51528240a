import { assertUnreachable } from '#lib/base/assert.ts';
import { noEstimate } from './estimate.ts';
import type { AnswerState, ExecutionState, PieceState, PlanState, StageState, TraceState } from './state.ts';
import { executionStream, parseStream, planStream, type StreamId } from './streams.ts';

/** A piece that is known but not yet requested. */
export function waitingPiece<S extends StreamId>(stream: S, knownAt: number): PieceState<S> {
  return {
    stream,
    status: 'waiting',
    attempt: 1,
    knownAt,
    requestedAt: null,
    startedAt: null,
    firstTokenAt: null,
    lastTokenAt: null,
    firstTextAt: null,
    lastChannel: null,
    endedAt: null,
    text: '',
    thinking: '',
    estimatedTokens: noEstimate,
    tokens: null,
    usage: null,
    finishReason: null,
    contextSha256: null,
    estimatedInputTokens: null,
    error: null,
    failedAttempts: [],
  };
}

export const waitingPlan = (stage: number, knownAt: number): PlanState => ({
  ...waitingPiece(planStream(stage), knownAt),
  prompts: [],
});

export const waitingExecution = (stage: number, index: number, knownAt: number): ExecutionState => ({
  ...waitingPiece(executionStream(stage, index), knownAt),
  index,
});

export const waitingAnswer = (knownAt: number): AnswerState => ({
  ...waitingPiece('answer', knownAt),
  forced: null,
  forcedFrom: null,
});

/** Whether the piece's end has been folded. */
export const hasEnded = (piece: PieceState): boolean =>
  piece.status !== 'waiting' && piece.status !== 'running';

/**
 * Whether a piece has begun and not ended: it is being written, or waits between two attempts. Code that ends a log
 * must write an end for it.
 */
export const isOpen = (piece: PieceState): boolean =>
  !hasEnded(piece) && (piece.startedAt !== null || piece.failedAttempts.length > 0);

/** A branch whose stage ended before its request left: known from its prompt, without text, times or an end ([F16]). */
export const neverStarted = (stage: StageState, execution: ExecutionState): boolean =>
  stage.endedAt !== null && !hasEnded(execution) && !isOpen(execution);

/**
 * The text of a piece or, if a sequential run has none, its thinking: a template that opens the thinking, or a text
 * that only ends in `</think>`, leaves everything there, including the answer.
 */
export const spokenText = ({ stream, text, thinking }: PieceState): string =>
  stream === 'thought' && text.trim() === '' ? thinking : text;

export const findStage = (state: TraceState, stage: number): StageState | null =>
  state.stages[stage - 1] ?? null;

/** The piece that a stream writes, or null where the trace does not know it (yet). */
export function findPiece(state: TraceState, stream: StreamId): PieceState | null {
  const place = parseStream(stream);
  if (!place) return null;
  switch (place.kind) {
    case 'plan':
      return findStage(state, place.stage)?.plan ?? null;
    case 'execution':
      return findStage(state, place.stage)?.executions[place.index - 1] ?? null;
    case 'answer':
      return state.answer;
    case 'thought':
      return state.thought;
    default:
      return assertUnreachable(place);
  }
}

/** Every piece in the order of the transcript: plan 1, its executions, plan 2, …, the answer; or the one thought. */
export function allPieces(state: TraceState): PieceState[] {
  const pieces: PieceState[] = [];
  for (const stage of state.stages) pieces.push(stage.plan, ...stage.executions);
  if (state.thought) pieces.push(state.thought);
  if (state.answer) pieces.push(state.answer);
  return pieces;
}

/** The thought or the answer; while a plan turns into the answer, its thinking until the answer takes it over. */
export function outsideStages({ thought, answer, withdrawn, stages }: TraceState): PieceState[] {
  const turning = withdrawn && !answer && stages.at(-1)?.plan !== withdrawn ? withdrawn : null;
  return [thought, answer ?? turning].filter((piece) => piece !== null);
}
