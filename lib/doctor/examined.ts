import { type SessionMetrics, sessionMetrics } from '#lib/trace/metrics.ts';
import { allPieces } from '#lib/trace/pieces.ts';
import type { PieceState, TraceState } from '#lib/trace/state.ts';
import { type AnswerLine, answerLine } from './answer/answer-line.ts';
import { traceOwesAnswer } from './answer/asks-for-answer.ts';
import { type ContextView, createContextView, type MathText } from './context-view.ts';

/** A trace under examination, with lazily computed values that several checks share. */
export interface Examined {
  readonly state: TraceState;
  /** The trace is complete: what is missing now will never come. */
  readonly isOver: boolean;
  readonly pieces: readonly PieceState[];
  answerLine(): AnswerLine;
  metrics(): SessionMetrics;
  /** Its question or its own words ask for an answer that we can check. */
  owesAnswer(): boolean;
  /** What each executor was shown, and the mathematics of every piece. */
  readonly context: ContextView;
}

/**
 * @param read reads the mathematics of a text (context-view.ts)
 * @param expected the right answer, if we know one
 */
export function examine(
  state: TraceState,
  read?: (text: string) => MathText,
  expected: string | null = null,
): Examined {
  const context = createContextView(state, read);
  let line: AnswerLine | null = null;
  let metrics: SessionMetrics | null = null;
  let owes: boolean | null = null;
  return {
    state,
    isOver: state.status !== 'running' && state.status !== 'empty',
    pieces: allPieces(state),
    context,
    answerLine() {
      line ??= answerLine(state, { expected, mathOf: context.mathOf });
      return line;
    },
    metrics() {
      metrics ??= sessionMetrics(state);
      return metrics;
    },
    owesAnswer() {
      owes ??= traceOwesAnswer(state);
      return owes;
    },
  };
}
