import { extractAnswer } from '#lib/answers/extract-answer.ts';
import { type JudgedAnswer, markOf, markReason } from '#lib/answers/judged-answer.ts';
import { spokenText } from '#lib/trace/pieces.ts';
import type { TraceState } from '#lib/trace/state.ts';

/** Incremented whenever the same log may yield another answer: we then extract stored ones again. */
export const ANSWER_VERSION = 5;

/**
 * The final answer of a session: from the answer piece, or, for a sequential run, from its text, or from its thinking
 * where it has no text. From a text that was cut off we take only a boxed answer: its last sentence is not where it
 * states an answer.
 */
export function sessionAnswer(state: TraceState): { answer: string | null; answerIsInferred: boolean } {
  const piece = state.answer ?? state.thought;
  const found = piece ? extractAnswer(spokenText(piece)) : null;
  if (!piece || !found || (found.inferred && piece.status !== 'done'))
    return { answer: null, answerIsInferred: false };
  return { answer: found.answer, answerIsInferred: found.inferred };
}

/** A trace's answer, the right answer and whether they agree, for other tools; leaves out what is not known. */
export function answerFacts(
  state: TraceState,
  judged: JudgedAnswer | null,
  prefix: '' | 'sprintscope.',
): Readonly<Record<string, string>> {
  const mark = judged ? markOf(judged) : null;
  const facts = {
    answer: sessionAnswer(state).answer,
    expected_answer: judged?.expected ?? null,
    verdict: mark,
    verdict_reason: judged && mark ? markReason(judged) : null,
  };
  const known = Object.entries(facts).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [[`${prefix}${prefix ? name : camelCase(name)}`, value] as const],
  );
  return Object.fromEntries(known);
}

const camelCase = (name: string): string =>
  name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
