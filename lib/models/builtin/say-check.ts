import type { CountdownPuzzle } from '#lib/answers/countdown.ts';
import {
  type Expression,
  evaluate,
  formatExpression,
  numbersIn,
  operatorSign,
} from '#lib/answers/expression.ts';
import {
  add,
  divide,
  isWhole,
  multiply,
  type Rational,
  rational,
  rationalText,
  sameRational,
  subtract,
} from '#lib/answers/rational.ts';
import { vary } from './vary.ts';
import { counted, listed, missBy, ruleOf } from './words.ts';

/** What an executor writes about one calculation: its neighbours, or a check of it. */

const SHOWN = 2;

export function sayVary(puzzle: CountdownPuzzle, expression: Expression): string {
  const { count, broken, results, solution } = vary(puzzle, expression);
  const own = formatExpression(expression);
  const opening = `One change away from ${own} there are ${count} other calculations.`;
  const left = broken > 0 ? ` ${broken} do not stay whole and above 0.` : '';
  if (solution)
    return `${opening}${left} One does it:\n- ${formatExpression(solution.expression)} = ${solution.value}.\n\nThat is ${puzzle.target}, still with the same numbers. It should be checked.`;
  const shown = results.slice(0, SHOWN);
  if (shown.length === 0)
    return `${opening}${left} None is left to compare, so this near miss leads nowhere.`;
  const lines = shown.map(
    ({ expression: changed, value }) =>
      `- ${formatExpression(changed)} = ${value}, ${missBy(value, puzzle.target)}`,
  );
  return `${opening}${left} The nearest of the others:\n${lines.join('\n')}\n\nNone is ${puzzle.target}: one change does not repair this.`;
}

const shown = (value: Rational): string => rationalText(value).replace('-', '−');

/** A value as an operand: a fraction or a negative number goes in brackets. */
const shortValue = (value: Rational): string =>
  isWhole(value) && value.numerator >= 0n ? shown(value) : `(${shown(value)})`;

function stepsOf(expression: Expression): string[] {
  if (expression.kind !== 'operation') return expression.kind === 'negation' ? stepsOf(expression.inner) : [];
  const { operator, left, right } = expression;
  const [a, b, value] = [evaluate(left), evaluate(right), evaluate(expression)];
  const own =
    a && b
      ? `${shortValue(a)} ${operatorSign(operator)} ${shortValue(b)} = ${value ? shown(value) : 'undefined'}`
      : '';
  return [...stepsOf(left), ...stepsOf(right), own];
}

export function sayRecompute(puzzle: CountdownPuzzle, expression: Expression): string {
  const value = evaluate(expression);
  const lines = stepsOf(expression).map((step) => `- ${step}`);
  const verdict = !value
    ? 'It divides by 0, so it has no value.'
    : sameRational(value, rational(puzzle.target))
      ? `The last line is the value of the whole: ${puzzle.target}, as claimed.`
      : `The last line is the value of the whole: ${shown(value)}, which is not ${puzzle.target}.`;
  return `I work out ${formatExpression(expression)} from the innermost brackets outwards:\n${lines.join('\n')}\n\n${verdict}`;
}

export function sayCount(puzzle: CountdownPuzzle, expression: Expression): string {
  const used = numbersIn(expression).map(shown);
  const left = puzzle.numbers.map(String);
  const extra: string[] = [];
  for (const value of used) {
    const at = left.indexOf(value);
    if (at >= 0) left.splice(at, 1);
    else extra.push(value);
  }
  const opening = `Reading ${formatExpression(expression)} from left to right, the numbers are ${listed(used)}. Given are ${listed(puzzle.numbers)}, to be used ${ruleOf(puzzle)}.`;
  if (extra.length > 0)
    return `${opening} ${listed(extra)} ${extra.length === 1 ? 'is' : 'are'} used without being given that often: the rule is broken.`;
  if (left.length > 0)
    return puzzle.use === 'any'
      ? `${opening} ${listed(left)} ${left.length === 1 ? 'stays' : 'stay'} unused, which the question allows, and nothing is used twice. The rule is kept.`
      : `${opening} ${listed(left)} ${left.length === 1 ? 'is' : 'are'} missing: the rule is broken.`;
  return `${opening} Crossing them off one by one, nothing is left over and nothing is used twice: ${counted(used.length)} of ${counted(puzzle.numbers.length)}. The rule is kept.`;
}

/** Undoes a step: what its other side must be to give `goal`, and the calculation that shows it. */
function takeBack(
  expression: Extract<Expression, { kind: 'operation' }>,
  goal: Rational,
): { rest: Expression; wanted: Rational; text: string } | null {
  const { operator, left, right } = expression;
  const takesRight = numbersIn(right).length <= numbersIn(left).length;
  const known = evaluate(takesRight ? right : left);
  if (!known) return null;
  const rest = takesRight ? left : right;
  const wanted = partner(operator, known, goal, takesRight);
  if (!wanted) return null;
  const inverse = { '+': '−', '-': takesRight ? '+' : '−', '*': '÷', '/': takesRight ? '×' : '÷' }[operator];
  const swapped = !takesRight && (operator === '-' || operator === '/');
  const [first, second] = swapped ? [known, goal] : [goal, known];
  return {
    rest,
    wanted,
    text: `${shortValue(first)} ${inverse} ${shortValue(second)} = ${shown(wanted)}`,
  };
}

function partner(
  operator: '+' | '-' | '*' | '/',
  known: Rational,
  goal: Rational,
  knownIsRight: boolean,
): Rational | null {
  switch (operator) {
    case '+':
      return subtract(goal, known);
    case '-':
      return knownIsRight ? add(goal, known) : subtract(known, goal);
    case '*':
      return divide(goal, known);
    case '/':
      return knownIsRight ? multiply(goal, known) : divide(known, goal);
  }
}

export function sayUndo(puzzle: CountdownPuzzle, expression: Expression): string {
  const lines: string[] = [];
  let part = expression;
  let goal: Rational = rational(puzzle.target);
  while (part.kind === 'operation') {
    const step = takeBack(part, goal);
    if (!step) break;
    const { operator, left, right } = part;
    const away = step.rest === left ? right : left;
    const side =
      away.kind === 'operation'
        ? ` (since ${formatExpression(away)} is ${shown(evaluate(away) ?? goal)})`
        : '';
    const taken =
      step.rest === left
        ? `Take back ${operatorSign(operator)} ${shortValue(evaluate(away) ?? goal)}`
        : `Take back ${shortValue(evaluate(away) ?? goal)} ${operatorSign(operator)} …`;
    lines.push(`- ${taken}${side}: ${step.text}`);
    goal = step.wanted;
    part = step.rest;
  }
  const opening = `Backwards through ${formatExpression(expression)}, starting at ${puzzle.target}:`;
  const own = evaluate(part);
  const verdict =
    part.kind === 'number' && own && sameRational(own, goal)
      ? `What is left is ${shown(goal)}, and that is the number standing there. Backwards it agrees.`
      : own && sameRational(own, goal)
        ? `What is left is ${shown(goal)}, and ${formatExpression(part)} is just that. Backwards it agrees.`
        : `What is left is ${shown(goal)}, but ${formatExpression(part)} is ${own ? shown(own) : 'undefined'}. Backwards it does not agree.`;
  return `${opening}\n${lines.join('\n')}\n\n${verdict}`;
}
