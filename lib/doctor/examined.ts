import { type SessionMetrics, sessionMetrics } from '#lib/trace/metrics.ts';
import { allPieces } from '#lib/trace/pieces.ts';
import type { PieceState, TraceState } from '#lib/trace/state.ts';
import { type AnswerLine, answerLine } from './answer/answer-line.ts';
import { traceOwesAnswer } from './answer/asks-for-answer.ts';
import { type ContextView, createContextView, type MathText } from './context-view.ts';

/** A trace under examination, with what several checks want of it computed once, when first asked for. */
export interface Examined {
  readonly state: TraceState;
  /** Nothing more will come: what is missing now is missing for good. */
  readonly isOver: boolean;
  readonly pieces: readonly PieceState[];
  answerLine(): AnswerLine;
  metrics(): SessionMetrics;
  /** Its question or its own words ask for an answer that can be checked. */
  owesAnswer(): boolean;
  /** What each execution was shown, and the mathematics of every piece. */
  readonly context: ContextView;
}

/**
 * @param read how the mathematics of a text is read (context-view.ts)
 * @param expected the right answer, where one is known
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
