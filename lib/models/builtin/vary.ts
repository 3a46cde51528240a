import { type CountdownPuzzle, checkExpression } from '#lib/answers/countdown.ts';
import { type Expression, evaluate, fractionalStep, type Operator } from '#lib/answers/expression.ts';
import { isWhole, rational, rationalText, sameRational } from '#lib/answers/rational.ts';
import { canonicalKey } from './canonical.ts';
import type { Result } from './exhaust.ts';

export interface Variations {
  /** How many different calculations are one change away. */
  readonly count: number;
  /** How many of those have a step that is not whole or below 0; we set them aside. */
  readonly broken: number;
  /** The others, nearest to the target first. */
  readonly results: readonly Result[];
  readonly solution: Result | null;
}

type Change = (part: Expression) => Expression[];

/** Every expression that differs in one operation, or in the order of one difference or quotient. */
function operationChanges(operators: readonly Operator[]): Change {
  return (part) => {
    if (part.kind !== 'operation') return [];
    const { operator, left, right } = part;
    const changed: Expression[] = operators
      .filter((other) => other !== operator)
      .map((other) => ({ ...part, operator: other }));
    if (operator === '-' || operator === '/') changed.push({ ...part, left: right, right: left });
    return changed;
  };
}

function changedAnywhere(expression: Expression, change: Change): Expression[] {
  const here = change(expression);
  if (expression.kind !== 'operation') return here;
  return [
    ...here,
    ...changedAnywhere(expression.left, change).map((left) => ({ ...expression, left })),
    ...changedAnywhere(expression.right, change).map((right) => ({ ...expression, right })),
  ];
}

function withNumbers(expression: Expression, numbers: readonly Expression[]): Expression {
  let at = 0;
  const place = (part: Expression): Expression => {
    if (part.kind === 'number') return numbers[at++] ?? part;
    if (part.kind === 'negation') return { ...part, inner: place(part.inner) };
    const left = place(part.left);
    return { ...part, left, right: place(part.right) };
  };
  return place(expression);
}

function leavesOf(expression: Expression): Expression[] {
  if (expression.kind === 'operation') return [...leavesOf(expression.left), ...leavesOf(expression.right)];
  return expression.kind === 'negation' ? leavesOf(expression.inner) : [expression];
}

function exchanges(expression: Expression): Expression[] {
  const leaves = leavesOf(expression);
  const found: Expression[] = [];
  for (let one = 0; one < leaves.length; one++)
    for (let other = one + 1; other < leaves.length; other++) {
      const [a, b] = [leaves[one], leaves[other]];
      if (a && b) found.push(withNumbers(expression, leaves.with(one, b).with(other, a)));
    }
  return found;
}

const hasNegativeStep = (part: Expression): boolean =>
  part.kind === 'operation' &&
  ((evaluate(part)?.numerator ?? -1n) < 0n || hasNegativeStep(part.left) || hasNegativeStep(part.right));

/** All calculations one change away from a near miss: another operation, or two numbers swapped. */
export function vary(puzzle: CountdownPuzzle, expression: Expression): Variations {
  const own = canonicalKey(expression);
  const different = new Map<string, Expression>();
  for (const changed of [
    ...changedAnywhere(expression, operationChanges(puzzle.operators)),
    ...exchanges(expression),
  ])
    different.set(canonicalKey(changed), changed);
  different.delete(own);
  const target = rational(puzzle.target);
  const results: Result[] = [];
  let solution: Result | null = null;
  let broken = 0;
  for (const changed of different.values()) {
    const value = evaluate(changed);
    if (!value || !isWhole(value) || fractionalStep(changed) || hasNegativeStep(changed)) {
      broken++;
      continue;
    }
    const result = { expression: changed, value: Number(rationalText(value)) };
    results.push(result);
    if (!solution && sameRational(value, target) && checkExpression(puzzle, changed).ok) solution = result;
  }
  results.sort((a, b) => Math.abs(a.value - puzzle.target) - Math.abs(b.value - puzzle.target));
  return { count: different.size, broken, results, solution };
}
