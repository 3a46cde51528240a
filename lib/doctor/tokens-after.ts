import { estimateMilliTokens } from '#lib/trace/estimate.ts';
import { findPiece, spokenText } from '#lib/trace/pieces.ts';
import { pieceTokens, textTokens, thinkingTokens } from '#lib/trace/sequential-tokens.ts';
import type { PieceState, StageState, TraceState } from '#lib/trace/state.ts';
import { parseStream, type StreamId } from '#lib/trace/streams.ts';

/**
 * Tokens of everything that could have known what stands before `offset` in `stream`: the rest of the piece, what a
 * plan forked after that point, the later stages and the answer. Branches beside an execution are not counted: they
 * ran at the same time. The split of the piece itself is an estimate, its sum the exact count.
 */
export function tokensAfter(state: TraceState, stream: StreamId, offset: number): number {
  const piece = findPiece(state, stream);
  const place = parseStream(stream);
  if (!piece || !place) return 0;
  const rest = restTokens(piece, offset);
  switch (place.kind) {
    case 'answer':
      return rest;
    case 'thought':
      return rest + answerTokens(state);
    case 'plan':
    case 'execution': {
      const later = state.stages.slice(place.stage).reduce((sum, stage) => sum + stageTokens(stage), 0);
      const stage = state.stages[place.stage - 1];
      const forked = place.kind === 'plan' && stage ? forkedAfter(stage, offset) : 0;
      return rest + forked + later + answerTokens(state);
    }
  }
}

function restTokens(piece: PieceState, offset: number): number {
  const text = spokenText(piece);
  const all = estimateMilliTokens(text);
  if (all === 0) return 0;
  const before = estimateMilliTokens(text.slice(0, offset));
  const tokens = text === piece.text ? textTokens(piece) : thinkingTokens(piece);
  return Math.round(tokens * (1 - before / all));
}

const answerTokens = (state: TraceState): number => (state.answer ? pieceTokens(state.answer) : 0);

const stageTokens = ({ plan, executions }: StageState): number =>
  pieceTokens(plan) + executions.reduce((sum, execution) => sum + pieceTokens(execution), 0);

const forkedAfter = ({ plan, executions }: StageState, offset: number): number =>
  executions
    .filter(({ index }) => (plan.prompts[index - 1]?.end ?? plan.text.length) > offset)
    .reduce((sum, execution) => sum + pieceTokens(execution), 0);
