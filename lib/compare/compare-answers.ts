import { judge, type Verdict } from '#lib/answers/equality.ts';
import { type ExtractedAnswer, extractAnswer } from '#lib/answers/extract-answer.ts';
import { spokenText } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';
import type { Pair } from './pair.ts';

export interface AnswerComparison {
  /** `running`: a side that has no answer may still give one. `missing`: a side has ended without. */
  readonly kind: 'running' | 'missing' | Verdict;
  /** How we reached the verdict; null if there is none. */
  readonly how: string | null;
  /** Null where a side has none (yet). `inferred`: no box gave it. */
  readonly answers: Pair<ExtractedAnswer | null>;
}

/** The final answers of two traces, by notation and exact arithmetic: `0.5` and `\frac{1}{2}` are equal. Reads the final texts only. */
export function compareAnswers(states: Pair<TraceState>): AnswerComparison {
  const answers = [finalAnswer(states[0]), finalAnswer(states[1])] as const;
  const [first, second] = answers;
  if (first && second) {
    const question = states[0].session?.question ?? states[1].session?.question;
    const { verdict, how } = judge(first.answer, second.answer, { question });
    return { kind: verdict, how, answers };
  }
  const waits = states.some((state, side) => !answers[side === 0 ? 0 : 1] && isOpen(state));
  return { kind: waits ? 'running' : 'missing', how: null, answers };
}

const isOpen = (state: TraceState): boolean => state.status === 'running' || state.status === 'empty';

/** Read only once its piece has ended: half an answer may look like a different one. */
function finalAnswer(state: TraceState): ExtractedAnswer | null {
  const piece = state.answer ?? state.thought;
  if (!piece || (piece.endedAt === null && state.endedAt === null)) return null;
  return extractAnswer(spokenText(piece));
}
