import { extractAnswer } from '#lib/answers/extract-answer.ts';
import { spokenText } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';

/** Raised whenever another answer may be found in the same log: stored ones are then looked for anew. */
export const ANSWER_VERSION = 4;

/**
 * The final answer of a session: read from the answer piece, or, of a sequential run, from its text, or its thinking
 * where it has no other. From a text that
 * was cut only a boxed answer is taken: its last sentence is not where an answer is stated.
 */
export function sessionAnswer(state: TraceState): { answer: string | null; answerIsInferred: boolean } {
  const piece = state.answer ?? state.thought;
  const found = piece ? extractAnswer(spokenText(piece)) : null;
  if (!piece || !found || (found.inferred && piece.status !== 'done'))
    return { answer: null, answerIsInferred: false };
  return { answer: found.answer, answerIsInferred: found.inferred };
}
