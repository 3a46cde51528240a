import {
  type Expression,
  evaluate,
  formatExpression,
  fractionalStep,
  numbersIn,
  type Operator,
  operatorSign,
  operatorsIn,
  parseExpression,
} from './expression.ts';
import { isWhole, rational, rationalText, sameRational } from './rational.ts';

/** A Countdown puzzle: combine the numbers by arithmetic to reach the target. */
export interface CountdownPuzzle {
  /** 3 to 6 whole numbers, in the question's order. */
  readonly numbers: readonly number[];
  readonly target: number;
  /** `all`: each exactly once. `any`: each at most once. */
  readonly use: 'all' | 'any';
  /** The question asks that every step gives a whole number. */
  readonly wholeSteps: boolean;
  readonly operators: readonly Operator[];
}

export const allOperators: readonly Operator[] = ['+', '-', '*', '/'];

export type CountdownProblem =
  | 'unreadable'
  | 'number-not-given'
  | 'number-used-twice'
  | 'number-missing'
  | 'operation-not-allowed'
  | 'division-by-zero'
  | 'fractional-step'
  | 'wrong-value';

export type CountdownCheck =
  | { ok: true; expression: Expression }
  /** `explanation` is one sentence for people. */
  | { ok: false; problem: CountdownProblem; explanation: string };

const refused = (problem: CountdownProblem, explanation: string): CountdownCheck => ({
  ok: false,
  problem,
  explanation,
});

/**
 * Checks whether `text` (plain or LaTeX, an `= 42` at its end allowed) solves the puzzle, and returns the first precise
 * reason if it does not. Exact arithmetic; never throws.
 */
export function checkCountdown(puzzle: CountdownPuzzle, text: string): CountdownCheck {
  const parsed = parseExpression(text.split('=', 1)[0] ?? '');
  if (!parsed.ok) return refused('unreadable', `This cannot be read as a calculation: ${parsed.problem}.`);
  return checkExpression(puzzle, parsed.expression);
}

/** As `checkCountdown`, for an expression that is already parsed. */
export function checkExpression(puzzle: CountdownPuzzle, expression: Expression): CountdownCheck {
  const left = puzzle.numbers.slice();
  for (const value of numbersIn(expression)) {
    const used = isWhole(value) ? Number(value.numerator) : Number.NaN;
    const at = left.indexOf(used);
    if (at >= 0) left.splice(at, 1);
    else if (puzzle.numbers.includes(used))
      return refused(
        'number-used-twice',
        `${used} is used more often than it is given (given: ${puzzle.numbers.join(', ')}).`,
      );
    else
      return refused(
        'number-not-given',
        `${rationalText(value)} is not among the numbers given (${puzzle.numbers.join(', ')}).`,
      );
  }
  if (puzzle.use === 'all' && left.length > 0)
    return refused(
      'number-missing',
      `${left.join(', ')} ${left.length > 1 ? 'are' : 'is'} not used; every number must be used exactly once.`,
    );
  for (const operator of operatorsIn(expression))
    if (!puzzle.operators.includes(operator))
      return refused('operation-not-allowed', `The question does not allow ${operatorSign(operator)}.`);
  const value = evaluate(expression);
  if (!value) return refused('division-by-zero', 'It divides by 0.');
  const step = puzzle.wholeSteps ? fractionalStep(expression) : null;
  if (step)
    return refused('fractional-step', `${formatExpression(step)} does not come out as a whole number.`);
  if (!sameRational(value, rational(puzzle.target)))
    return refused('wrong-value', `It comes to ${rationalText(value)}, not ${puzzle.target}.`);
  return { ok: true, expression };
}
