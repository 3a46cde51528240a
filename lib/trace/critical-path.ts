import { outsideStages } from './pieces.ts';
import {
  countsTags,
  pieceTokens,
  type Reading,
  type SequentialDefinition,
  stagePath,
  thinkingBefore,
  thinkingTokens,
} from './sequential-tokens.ts';
import type { PieceState, StageState, TraceState } from './state.ts';
import type { StreamId } from './streams.ts';

/** A stretch of one piece on the critical path. */
export interface CriticalPiece {
  readonly stream: StreamId;
  /** Null for the answer and the thought. */
  readonly stage: number | null;
  /** Token offsets within the piece's decoded tokens, its thinking first. */
  readonly from: number;
  readonly to: number;
  /** `to - from`. */
  readonly tokens: number;
  /** How many of them are thinking; 0 if the reading excludes thinking. */
  readonly thinkingTokens: number;
  /** ms since the session's start; for a running piece the latest folded moment. */
  readonly startMs: number;
  readonly endMs: number;
}

export interface CriticalPath {
  readonly definition: SequentialDefinition;
  readonly reading: Reading;
  /** In the order of generation. */
  readonly pieces: readonly CriticalPiece[];
  /** The sum of the pieces' tokens: the sequential tokens of this definition. */
  readonly tokens: number;
}

/** The chain of tokens that no parallelism can shorten, so far; a sequential session is one piece. */
export function criticalPath(
  state: TraceState,
  definition: SequentialDefinition = 'authors',
  reading: Reading = 'decoded',
): CriticalPath {
  const pieces = state.stages.flatMap((stage) => stagePieces(state, stage, definition, reading));
  const counting = { tagged: countsTags(definition), reading };
  const isCounted = reading === 'decoded';
  for (const piece of outsideStages(state)) {
    const thought = isCounted ? thinkingTokens(piece) : 0;
    pieces.push(...stretch(state, piece, null, pieceTokens(piece, counting), thought));
  }
  return { definition, reading, pieces, tokens: pieces.reduce((sum, piece) => sum + piece.tokens, 0) };
}

function stagePieces(
  state: TraceState,
  stage: StageState,
  definition: SequentialDefinition,
  reading: Reading,
): CriticalPiece[] {
  const { branch, planTokens, executionTokens } = stagePath(stage, definition, reading);
  const { plan } = stage;
  const thought = (tokens: number) => (reading === 'decoded' ? tokens : 0);
  // Up to the prompt where the path leaves the plan, or the whole plan.
  const prompt = definition === 'barrier' ? null : (branch?.prompt ?? null);
  const planThinking = thought(prompt ? thinkingBefore(plan, prompt) : thinkingTokens(plan));
  const pieces = stretch(state, plan, stage.stage, planTokens, planThinking).map((piece) => ({
    ...piece,
    endMs: prompt?.endedAt ?? piece.endMs,
  }));
  if (branch?.execution) {
    const own = thought(thinkingTokens(branch.execution));
    pieces.push(...stretch(state, branch.execution, stage.stage, executionTokens, own));
  }
  return pieces;
}

/** The first `tokens` tokens of the piece; empty if there are none. */
function stretch(
  state: TraceState,
  piece: PieceState,
  stage: number | null,
  tokens: number,
  thought: number,
): CriticalPiece[] {
  if (tokens === 0) return [];
  const startMs = startOf(piece);
  return [
    {
      stream: piece.stream,
      stage,
      from: 0,
      to: tokens,
      tokens,
      thinkingTokens: Math.min(thought, tokens),
      startMs,
      endMs: endOf(state, piece),
    },
  ];
}

/**
 * When the piece's running attempt began, ms; before that, when the piece became known. An answer that was requested as
 * a plan began with that request.
 */
export const startOf = (piece: PieceState): number =>
  Math.min(piece.startedAt ?? piece.knownAt, piece.requestedAt ?? Number.POSITIVE_INFINITY);

/** When the piece ended; the latest folded moment while it runs. ms. */
export const endOf = (state: TraceState, piece: PieceState): number => piece.endedAt ?? state.at;
