import { type EngineQuestion, engineQuestion } from './engine/questions.ts';
import { type Judgement, type JudgeOptions, judge } from './equality.ts';

/** Asks the algebra engine in a thread that can be ended; see engine/engine-host.ts. */
export type AskEngine = (question: EngineQuestion) => Promise<Judgement>;

/**
 * Judges two answers as `judge` does, and asks the engine about what that leaves undecided: sums, integrals, limits,
 * determinants, constants that double precision cannot tell apart. Symmetric and reflexive.
 */
export async function judgeThoroughly(
  first: string,
  second: string,
  options: JudgeOptions,
  ask: AskEngine,
): Promise<Judgement> {
  const atOnce = judge(first, second, options);
  const question = atOnce.verdict === 'undecided' ? questionFor(first, second) : null;
  if (!question) return atOnce;
  const found = await ask(question);
  return found.verdict === 'undecided' ? atOnce : found;
}

/** What to ask the engine, in one order for both ways round; null where nothing is. */
export const questionFor = (first: string, second: string): EngineQuestion | null =>
  first < second ? engineQuestion(first, second) : engineQuestion(second, first);
