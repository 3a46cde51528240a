import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Expression,
  evaluate,
  formatExpression,
  fractionalStep,
  numbersIn,
  parseExpression,
} from './expression.ts';
import { rational, rationalText } from './rational.ts';

const valueOfText = (text: string): string => {
  const parsed = parseExpression(text);
  if (!parsed.ok) return parsed.problem;
  const value = evaluate(parsed.expression);
  return value ? rationalText(value) : 'divides by 0';
};

/** Random expressions over small numbers, up to six deep. */
const anyExpression: fc.Arbitrary<Expression> = fc.letrec<{
  expression: Expression;
  number: Expression;
}>((tie) => ({
  number: fc.nat(30).map((value) => ({ kind: 'number' as const, value: rational(value) })),
  expression: fc.oneof(
    { maxDepth: 6 },
    tie('number'),
    fc.record({
      kind: fc.constant('operation' as const),
      operator: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const),
      left: tie('expression'),
      right: tie('expression'),
    }),
  ),
})).expression;

describe('parseExpression and evaluate', () => {
  it.each([
    ['2 + 3 * 4', '14'],
    ['(2 + 3) × 4', '20'],
    ['10 − 3 − 2', '5'],
    ['24 ÷ 4 ÷ 2', '3'],
    ['24 / (4 / 2)', '12'],
    ['7 x 6', '42'],
    ['7 · 6', '42'],
    ['-3 + 5', '2'],
    ['2 * -3', '-6'],
    ['3(4 + 5)', '27'],
    ['(1 + 2)(3 + 4)', '21'],
    ['[1 + 2] * {3}', '9'],
    ['1,000 + 1', '1001'],
    ['0.1 + 0.2', '3/10'],
    ['\\frac{1}{3} \\times 6', '2'],
    ['\\frac12', '1/2'],
    ['\\dfrac{8}{3 - \\frac{8}{3}}', '24'],
    ['7 \\cdot \\left( 11 - 5 \\right)', '42'],
    ['$26{,}000$', '26000'],
    ['8 \\div 4\\,', '2'],
    ['8 / (3 - 8 / 3)', '24'],
    ['1 / 0', 'divides by 0'],
    ['5 / (2 - 2)', 'divides by 0'],
  ])('%s is %s', (text, value) => {
    expect(valueOfText(text)).toBe(value);
  });

  it.each([
    '',
    '()',
    '(1',
    '1)',
    '1 +',
    '* 2',
    '1 2',
    '2^3',
    'eval(1)',
    'x',
    '1 = 1',
    '\\sqrt{4}',
    '1..2',
    '\\frac{1}',
  ])('%j is refused with a problem in words', (text) => {
    const parsed = parseExpression(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.problem).toMatch(/[a-z]/);
  });

  it('never throws, whatever the text, nor for deep nesting', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789+-*/()[]{}×÷\\., =frac'), maxLength: 60 }),
        (text) => {
          const parsed = parseExpression(text);
          if (parsed.ok) evaluate(parsed.expression);
        },
      ),
    );
    expect(parseExpression('('.repeat(1_900)).ok).toBe(false);
    expect(parseExpression('-'.repeat(1_900)).ok).toBe(false);
    expect(parseExpression('1+'.repeat(5_000)).ok).toBe(false);
  });

  it('what is written in text or LaTeX reads back to the same value and numbers', () => {
    fc.assert(
      fc.property(anyExpression, fc.constantFrom('text' as const, 'latex' as const), (expression, style) => {
        const written = formatExpression(expression, style);
        fc.pre(written.length <= 2_000);
        const parsed = parseExpression(written);
        expect(parsed.ok, written).toBe(true);
        if (!parsed.ok) return;
        expect(evaluate(parsed.expression)).toEqual(evaluate(expression));
        expect(numbersIn(parsed.expression)).toEqual(numbersIn(expression));
      }),
    );
  });

  it('names the first step that is not whole', () => {
    const parsed = parseExpression('8 ÷ (3 − 8 ÷ 3)');
    const step = parsed.ok ? fractionalStep(parsed.expression) : null;
    expect(step && formatExpression(step)).toBe('8 ÷ 3');
  });
});
