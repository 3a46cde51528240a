import { type Reading, thinkingTokens } from './sequential-tokens.ts';
import type { PieceState, StageState, TraceState } from './state.ts';
import type { TokenAxis } from './token-axis.ts';

/** One stretch of a piece's bar, in the units of its axis (ms or tokens). */
export interface PiecePart {
  /**
   * In this order: `failed` a lost attempt; `first-token` requested, nothing decoded yet; `thinking` decoded before or
   * separately from the text; `writing` the text; `join` done, waiting for the stage's others.
   */
  readonly kind: 'failed' | 'first-token' | 'thinking' | 'writing' | 'join';
  readonly from: number;
  readonly to: number;
}

/**
 * The parts of a piece on one axis, gapless within an attempt; `joining`: the stage of an execution, to include its
 * wait.
 */
export type PieceParts = (piece: PieceState, joining?: StageState | null) => PiecePart[];

/**
 * In wall time: thinking lasts from a piece's first token to the first token of its text. A planner's thinking between
 * two prompts is part of its writing, so that its bar keeps one seam. `nowMs`: where running parts end.
 */
export function wallParts(state: TraceState, nowMs: number): PieceParts {
  const now = Math.max(state.at, nowMs);
  return (piece, joining = null) => {
    const parts: PiecePart[] = [];
    const add = (kind: PiecePart['kind'], from: number, to: number) => {
      if (to > from) parts.push({ kind, from, to });
    };
    for (const { requestedAt, failedAt } of piece.failedAttempts) {
      add('failed', requestedAt ?? failedAt, failedAt);
    }
    const from = piece.requestedAt ?? piece.startedAt;
    if (from === null) return parts;
    const to = piece.endedAt ?? now;
    const first = Math.min(piece.firstTokenAt ?? to, to);
    const text = piece.thinking === '' ? first : Math.min(piece.firstTextAt ?? to, to);
    add('first-token', from, first);
    add('thinking', first, text);
    add('writing', Math.max(from, text), to);
    if (joining && piece.endedAt !== null) add('join', piece.endedAt, joining.endedAt ?? now);
    return parts;
  };
}

/** In tokens: the piece's thinking first, then its text; under `visible` its text alone. */
export function tokenParts(axis: TokenAxis, reading: Reading = 'decoded'): PieceParts {
  return (piece, joining = null) => {
    const span = axis.spans.get(piece.stream);
    if (!span || span.end <= span.start) return [];
    const thought = reading === 'visible' ? 0 : thinkingTokens(piece);
    const seam = Math.min(span.start + thought, span.end);
    const parts: PiecePart[] = [];
    if (seam > span.start) parts.push({ kind: 'thinking', from: span.start, to: seam });
    if (span.end > seam) parts.push({ kind: 'writing', from: seam, to: span.end });
    const join = joining ? axis.stages[joining.stage - 1]?.end : undefined;
    if (join !== undefined && piece.endedAt !== null && join > span.end) {
      parts.push({ kind: 'join', from: span.end, to: join });
    }
    return parts;
  };
}

/** The part that has room for the piece's name: the longer of its thinking and its writing. */
export function namedPart(parts: readonly PiecePart[]): PiecePart | null {
  let longest: PiecePart | null = null;
  for (const part of parts) {
    if (part.kind !== 'thinking' && part.kind !== 'writing') continue;
    if (!longest || part.to - part.from > longest.to - longest.from) longest = part;
  }
  return longest;
}
