import { sameAnswer } from '#lib/answers/equality.ts';
import { type ExtractedAnswer, extractAnswer } from '#lib/answers/extract-answer.ts';
import { spokenText } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { Both } from './shared-track.ts';

export interface AnswerComparison {
  /** `running`: a side that has no answer may still give one. `missing`: a side has ended without. */
  readonly kind: 'running' | 'equal' | 'different' | 'missing';
  /** Null where a side has none (yet). `inferred`: no box gave it. */
  readonly answers: Both<ExtractedAnswer | null>;
}

/** The final answers of two traces, by meaning: `0.5` and `\frac{1}{2}` are equal. Reads the final texts only. */
export function compareAnswers(states: Both<TraceState>): AnswerComparison {
  const answers = [finalAnswer(states[0]), finalAnswer(states[1])] as const;
  const [first, second] = answers;
  if (first && second)
    return { kind: sameAnswer(first.answer, second.answer) ? 'equal' : 'different', answers };
  const waits = states.some((state, side) => !answers[side === 0 ? 0 : 1] && isOpen(state));
  return { kind: waits ? 'running' : 'missing', answers };
}

const isOpen = (state: TraceState): boolean => state.status === 'running' || state.status === 'empty';

/** Only once its piece has ended: half an answer may read as another one. */
function finalAnswer(state: TraceState): ExtractedAnswer | null {
  const piece = state.answer ?? state.thought;
  if (!piece || (piece.endedAt === null && state.endedAt === null)) return null;
  return extractAnswer(spokenText(piece));
}
