import type { Expression, Operator } from '#lib/answers/expression.ts';
import { rationalText } from '#lib/answers/rational.ts';

/** Terms of a sum or factors of a product, without brackets that change nothing: a − (b − c) has +a, −b, +c. */
function terms(
  expression: Expression,
  plus: Operator,
  minus: Operator,
  sign: boolean,
): [boolean, Expression][] {
  if (expression.kind !== 'operation' || (expression.operator !== plus && expression.operator !== minus))
    return [[sign, expression]];
  return [
    ...terms(expression.left, plus, minus, sign),
    ...terms(expression.right, plus, minus, expression.operator === minus ? !sign : sign),
  ];
}

/** Equal for calculations that differ only in order and brackets: 7 × 5 − 3 + 11 and 11 + 5 × 7 − 3. */
export function canonicalKey(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return rationalText(expression.value);
    case 'negation':
      return `−${canonicalKey(expression.inner)}`;
    case 'operation': {
      const isSum = expression.operator === '+' || expression.operator === '-';
      const [plus, minus] = isSum ? (['+', '-'] as const) : (['*', '/'] as const);
      const parts = terms(expression, plus, minus, true).map(
        ([sign, part]) => `${sign ? plus : minus}${canonicalKey(part)}`,
      );
      return `(${parts.sort().join('')})`;
    }
  }
}
