import type { Expression, Operator } from './expression.ts';
import { rationalText } from './rational.ts';

/** `text`: `(3 + 5) × 7`. `latex`: `(3 + 5) \times 7`. */
export type ExpressionStyle = 'text' | 'latex';

const SIGNS: Record<ExpressionStyle, Record<Operator, string>> = {
  text: { '+': '+', '-': '−', '*': '×', '/': '÷' },
  latex: { '+': '+', '-': '-', '*': '\\times', '/': '\\div' },
};

export const operatorSign = (operator: Operator, style: ExpressionStyle = 'text'): string =>
  SIGNS[style][operator];

const level = (expression: Expression): number => {
  if (expression.kind === 'number') return 3;
  if (expression.kind === 'negation') return 0;
  return expression.operator === '+' || expression.operator === '-' ? 1 : 2;
};

/** Writes an expression with as few brackets as reading it back to the same value needs. */
export function formatExpression(expression: Expression, style: ExpressionStyle = 'text'): string {
  const write = (part: Expression): string => {
    switch (part.kind) {
      case 'number':
        return rationalText(part.value);
      case 'negation':
        return `${SIGNS[style]['-']}${bracket(part.inner, level(part.inner) < 3)}`;
      case 'operation': {
        const { operator, left, right } = part;
        const own = level(part);
        // a − (b + c) and a ÷ (b × c) need their brackets; a + (b + c) and a × (b × c) do not. A quotient
        // inside a product keeps them for the reader: 6 × (8 ÷ 4).
        const rightNeeds =
          level(right) < own ||
          (level(right) === own &&
            (operator === '-' || operator === '/' || (right.kind === 'operation' && right.operator === '/')));
        return `${bracket(left, level(left) < own)} ${SIGNS[style][operator]} ${bracket(right, rightNeeds)}`;
      }
    }
  };
  const bracket = (part: Expression, needed: boolean): string => (needed ? `(${write(part)})` : write(part));
  return write(expression);
}
