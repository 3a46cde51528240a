import { type EngineQuestion, engineQuestion } from './engine/questions.ts';
import { type Judgement, type JudgeOptions, judge } from './equality.ts';

/** Asks the algebra engine in a thread that we can end; see engine/engine-host.ts. */
export type AskEngine = (question: EngineQuestion) => Promise<Judgement>;

/**
 * Judges two answers like `judge`, and asks the engine where `judge` is undecided: sums, integrals, limits,
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

/** The question for the engine, the same for both orders of the answers; null if there is nothing to ask. */
export const questionFor = (first: string, second: string): EngineQuestion | null =>
  first < second ? engineQuestion(first, second) : engineQuestion(second, first);
