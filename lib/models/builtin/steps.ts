import type { Expression, Operator } from '#lib/answers/expression.ts';
import { rational } from '#lib/answers/rational.ts';
import { assertUnreachable } from '#lib/base/assert.ts';

/**
 * How the last step joins the value made so far (`inner`) with an operand `y`: inner + y, inner − y, y − inner, inner ×
 * y, inner ÷ y, y ÷ inner.
 */
export type Form = 'plus' | 'minus' | 'from' | 'times' | 'over' | 'into';

export const forms: readonly Form[] = ['times', 'plus', 'minus', 'from', 'over', 'into'];

export function operatorOf(form: Form): Operator {
  switch (form) {
    case 'plus':
      return '+';
    case 'minus':
    case 'from':
      return '-';
    case 'times':
      return '*';
    case 'over':
    case 'into':
      return '/';
    default:
      return assertUnreachable(form);
  }
}

/** The step's result; null if it is not a whole number ≥ 0. */
export function apply(form: Form, inner: number, y: number): number | null {
  switch (form) {
    case 'plus':
      return inner + y;
    case 'minus':
      return inner >= y ? inner - y : null;
    case 'from':
      return y >= inner ? y - inner : null;
    case 'times':
      return inner * y;
    case 'over':
      return y !== 0 && inner % y === 0 ? inner / y : null;
    case 'into':
      return inner !== 0 && y % inner === 0 ? y / inner : null;
    default:
      return assertUnreachable(form);
  }
}

/** What `inner` must be for the step to give `goal`; null unless exactly one whole number ≥ 0 fits. */
export function needed(form: Form, goal: number, y: number): number | null {
  switch (form) {
    case 'plus':
      return goal >= y ? goal - y : null;
    case 'minus':
      return goal + y;
    case 'from':
      return y >= goal ? y - goal : null;
    case 'times':
      return y !== 0 && goal % y === 0 ? goal / y : null;
    case 'over':
      return y !== 0 ? goal * y : null;
    case 'into':
      return goal !== 0 && y !== 0 && y % goal === 0 ? y / goal : null;
    default:
      return assertUnreachable(form);
  }
}

export const number = (value: number): Expression => ({ kind: 'number', value: rational(value) });

export const operation = (operator: Operator, left: Expression, right: Expression): Expression => ({
  kind: 'operation',
  operator,
  left,
  right,
});

export function join(form: Form, inner: Expression, y: Expression): Expression {
  const swapped = form === 'from' || form === 'into';
  return operation(operatorOf(form), swapped ? y : inner, swapped ? inner : y);
}

/** What a pair of numbers can make, each value with its step, the largest first. */
export function pairResults(
  a: number,
  b: number,
  operators: readonly Operator[],
): { value: number; expression: Expression }[] {
  const results = new Map<number, Expression>();
  for (const form of forms) {
    if (!operators.includes(operatorOf(form))) continue;
    const value = apply(form, Math.max(a, b), Math.min(a, b));
    if (value !== null && !results.has(value))
      results.set(value, join(form, number(Math.max(a, b)), number(Math.min(a, b))));
  }
  return [...results]
    .map(([value, expression]) => ({ value, expression }))
    .sort((one, other) => other.value - one.value);
}
