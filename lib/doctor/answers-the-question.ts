import { type AskedSubject, stem } from './asked-subject.ts';
import type { BranchView, StageView } from './context-view.ts';
import { mathTextOf } from './context-view.ts';
import type { Examined } from './examined.ts';
import { numericValue } from './numeric-value.ts';
import type { Excess } from './other-tasks.ts';
import { statedResults } from './stated-results.ts';
import { answerIsKnown, keysOfAnswer } from './stated-values.ts';
import { quoted } from './words.ts';

const LONGEST_PROMPT = 2_000;
/** Whoever is to confirm the result may say it. */
const CONFIRMS = /\b(?:confirm|verify|check)\b[^.]{0,60}\b(?:results?|answers?|solutions?)\b/i;

/**
 * An execution beside others that says what the whole question asks for, where its own prompt speaks of nothing of the
 * kind and nobody has found it before. A lone execution may go on to the end, where that
 * takes it no longer than its task: nothing runs beside it.
 */
export function answersTheQuestion(
  trace: Examined,
  view: StageView,
  branch: BranchView,
  subject: AskedSubject,
  isLong: boolean,
): Excess[] {
  const { prompt, math } = branch;
  const { answer } = trace.answerLine();
  if (
    !prompt ||
    CONFIRMS.test(prompt.text) ||
    answer === null ||
    (view.branches.length < 2 && !isLong) ||
    asksFor(prompt.text, subject)
  )
    return [];
  const keys = keysOfAnswer(answer);
  const said = statedResults(math, subject).find(
    ({ cue, quantity }) =>
      cue !== 'conclusion' &&
      (keys.includes(quantity.key) || (isLong && numericValue(quantity.key) !== null)),
  );
  if (!said || answerIsKnown(trace, view, branch.seesPlanUntil)) return [];
  return [
    { what: `it answers the whole question with ${quoted(said.answer)}`, start: said.offset, end: said.end },
  ];
}

function asksFor(given: string, { symbols, nouns }: AskedSubject): boolean {
  const prompt = given.slice(0, LONGEST_PROMPT);
  const named = mathTextOf(prompt).first;
  const words = new Set((prompt.toLowerCase().match(/[a-z-]{3,}/g) ?? []).map(stem));
  return [...symbols].some((symbol) => named.has(symbol)) || nouns.some((noun) => words.has(stem(noun)));
}
