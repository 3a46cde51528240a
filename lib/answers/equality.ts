import { compareAnswers } from './comparing/compare-answers.ts';
import type { Comparison } from './comparing/comparison.ts';
import { type Asked, asked } from './comparing/question.ts';
import type { Answer } from './notation/answer.ts';
import { atomsOf, chemicalFormula } from './notation/chemical-formula.ts';
import { readAnswer } from './notation/read-answer.ts';
import { LONGEST, tokenize } from './notation/tokenize.ts';
import { unwrapped } from './notation/unwrap.ts';

/** Raise it whenever a judgement may change: stored judgements are then out of date. */
export const ANSWERS_VERSION = 4;

/** `undecided` is neither: a page that shows it must not show “wrong”. */
export type Verdict = 'equal' | 'different' | 'undecided';

/** Whether two answers mean the same, and how we found out. */
export interface Judgement {
  readonly verdict: Verdict;
  /** For people, one line: "the same after \dfrac → \frac", "equal at 12 random points". */
  readonly how: string;
}

export interface JudgeOptions {
  /** Whether order matters, which base the answer is in, and the like. */
  readonly question?: string;
}

/**
 * Judges two short answers by their notation and by exact arithmetic alone: pure, synchronous, also in a browser.
 * Symmetric and reflexive. `undecided` where only a computer algebra system could decide.
 */
export function judge(first: string, second: string, { question }: JudgeOptions = {}): Judgement {
  // The same order whichever answer comes first.
  const [a, b] = first < second ? [first, second] : [second, first];
  const any = judgeAny(a, b, question);
  if (any) return any;
  if (folded(a) === folded(b)) return { verdict: 'equal', how: 'the same text' };
  if (a.trim() === '' || b.trim() === '') return { verdict: 'different', how: 'one of them is empty' };
  if (areSameWords(a, b)) return { verdict: 'equal', how: 'the same words' };
  const same = sameNotation(a, b) ?? sameSubstance(a, b);
  if (same) return same;
  const said = asked(question);
  const [x, y] = [readAnswer(a), readAnswer(b)];
  if (!x || !y) {
    const isLong = Math.max(a.length, b.length) > LONGEST;
    return {
      verdict: 'undecided',
      how: isLong
        ? `an answer of more than ${LONGEST} characters is only compared as a text`
        : 'a notation that is not understood',
    };
  }
  return withChoices(x, y, said) ?? compareAnswers(x, y, said);
}

/** An answer beside a list of alternatives, any of which will do; null if neither is such a list, or both are. */
function judgeAny(a: string, b: string, question: string | undefined): Judgement | null {
  const [some, others] = [alternativesIn(a), alternativesIn(b)];
  if ((some === null) === (others === null)) return null;
  const [list, answer] = some ? [some, b] : [others ?? [], a];
  const judged = list.map((one) => ({ one, ...judge(answer, one, { question }) }));
  const right = judged.find(({ verdict }) => verdict === 'equal');
  if (right)
    return { verdict: 'equal', how: `${right.one}, one of ${list.length} right answers: ${right.how}` };
  return judged.every(({ verdict }) => verdict === 'different')
    ? { verdict: 'different', how: `none of ${list.length} right answers` }
    : { verdict: 'undecided', how: `not known to be one of ${list.length} right answers` };
}

const folded = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** Plain prose, “Mr. Fox”: case does not matter. A formula has fewer letters in a row. */
function areSameWords(a: string, b: string): boolean {
  const isProse = [a, b].every((text) => /^[\p{L}\s.,'’-]+$/u.test(text) && /\p{L}{4}/u.test(text));
  return isProse && folded(a).toLowerCase() === folded(b).toLowerCase();
}

/** If the tokens are the same, we need not understand them. */
function sameNotation(a: string, b: string): Judgement | null {
  const [x, y] = [tokenize(unwrapped(a)), tokenize(unwrapped(b))];
  if (!x || !y || x.length !== y.length) return null;
  const isSame = x.every((token, at) => {
    const other = y[at];
    return (
      token.kind === other?.kind &&
      token.text === other.text &&
      (token.kind !== 'number' || at === 0 || token.spaced === other.spaced || x[at - 1]?.kind !== 'number')
    );
  });
  if (!isSame) return null;
  const [only, others] = [commandsOf(a, b), commandsOf(b, a)];
  const isOneAlias = only.length === 1 && others.length === 1;
  return {
    verdict: 'equal',
    how: isOneAlias ? `the same after ${only[0]} → ${others[0]}` : 'the same notation',
  };
}

/** `\text{H}_2\text{O}` is H2O. A different formula may still be the same substance. */
function sameSubstance(a: string, b: string): Judgement | null {
  const [x, y] = [chemicalFormula(a), chemicalFormula(b)];
  if (x === null || y === null) return null;
  if (x === y) return { verdict: 'equal', how: `the same formula, ${x}` };
  const [atoms, others] = [atomsOf(x), atomsOf(y)];
  return atoms !== null && others !== null && atoms !== others
    ? { verdict: 'different', how: 'formulas of different atoms' }
    : null;
}

/** Commands that only the first has. */
function commandsOf(text: string, other: string): readonly string[] {
  const commands = (given: string) => new Set(given.match(/\\[A-Za-z]+/g));
  const theirs = commands(other);
  return [...commands(text)].filter((command) => !theirs.has(command));
}

/** The letter of a choice beside its content, which the question gives. */
function withChoices(a: Answer, b: Answer, said: Asked): Comparison | null {
  for (const [choice, other] of [
    [a, b],
    [b, a],
  ] as const) {
    if (choice.kind !== 'choice' || other.kind === 'choice' || other.kind === 'list') continue;
    const content = choice.value ? null : said.choices.get(choice.letter);
    const meant = content === undefined || content === null ? null : readAnswer(content);
    const result = meant && compareAnswers(meant, other, said);
    if (result && result.verdict !== 'undecided')
      return { ...result, how: `${choice.letter} is ${content}: ${result.how}` };
  }
  return null;
}

/**
 * Whether two short answers are known to mean the same. False also covers “undecided”: code that shows a verdict must
 * call `judge`.
 */
export const sameAnswer = (first: string, second: string): boolean =>
  judge(first, second).verdict === 'equal';

/** A longer list is not a list of ways to write one answer. */
const MOST = 50;

/**
 * Reads several right answers, any of which will do, from one text: a JSON list of texts, `["7", "seven"]`. Lists of
 * numbers and of letters without quotes are answers themselves. Null if the text is not such a list.
 */
function alternativesIn(text: string): readonly string[] | null {
  const trimmed = text.trim();
  if (!/^\[\s*"/.test(trimmed) || !trimmed.endsWith(']')) return null;
  try {
    const values: unknown = JSON.parse(trimmed);
    const areTexts = Array.isArray(values) && values.every((value) => typeof value === 'string');
    return areTexts && values.length > 0 && values.length <= MOST ? values : null;
  } catch {
    return null;
  }
}
