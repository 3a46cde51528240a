import { outsideStages } from './pieces.ts';
import {
  countsTags,
  pieceTokens,
  planTokens,
  type Reading,
  stageBranches,
  stagePath,
} from './sequential-tokens.ts';
import type { TraceState } from './state.ts';
import type { StreamId } from './streams.ts';

/** The unit of a moment: ms since the session's start, or tokens. */
export type Axis = 'wall' | 'tokens';

export interface TokenSpan {
  readonly start: number;
  readonly end: number;
}

/** The position of every piece if time is counted in tokens: as if each stream wrote one token per tick. */
export interface TokenAxis {
  readonly spans: ReadonlyMap<StreamId, TokenSpan>;
  /** Position i-1: stage i from its plan's first token to its join. */
  readonly stages: readonly TokenSpan[];
  /** End of the axis: the sequential tokens of the definition. */
  readonly length: number;
}

/**
 * Plan i starts at the start of stage i, execution k P_k later (under `barrier` at the plan's end), and the stage ends
 * with its longest path. A prompt that no executor took up has no span.
 */
export function tokenAxis(
  state: TraceState,
  definition: 'authors' | 'with-tags' | 'barrier' = 'authors',
  reading: Reading = 'decoded',
): TokenAxis {
  const counting = { tagged: countsTags(definition), reading };
  const spans = new Map<StreamId, TokenSpan>();
  const stages: TokenSpan[] = [];
  let at = 0;
  for (const stage of state.stages) {
    const whole = planTokens(stage.plan, counting);
    spans.set(stage.plan.stream, { start: at, end: at + whole });
    for (const branch of stageBranches(stage, counting)) {
      if (!branch.execution) continue;
      const start = at + (definition === 'barrier' ? whole : branch.planTokens);
      spans.set(branch.execution.stream, { start, end: start + branch.executionTokens });
    }
    const end = at + stagePath(stage, definition, reading).tokens;
    stages.push({ start: at, end });
    at = end;
  }
  for (const piece of outsideStages(state)) {
    const end = at + pieceTokens(piece, counting);
    spans.set(piece.stream, { start: at, end });
    at = end;
  }
  return { spans, stages, length: at };
}
