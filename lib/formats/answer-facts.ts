import { type JudgedAnswer, markOf, markReason } from '#lib/answers/judged-answer.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { sessionAnswer } from './session-answer.ts';

/** What a trace answers, the right answer and whether it is one, for other tools; left out where it is not known. */
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
