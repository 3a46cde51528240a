import { patternOfSign } from '#lib/text/notation-signs.ts';
import {
  add,
  divide,
  isWhole,
  multiply,
  negate,
  type Rational,
  rational,
  rationalText,
  subtract,
} from './rational.ts';

export type Operator = '+' | '-' | '*' | '/';

export type Expression =
  | { readonly kind: 'number'; readonly value: Rational }
  | { readonly kind: 'negation'; readonly inner: Expression }
  | {
      readonly kind: 'operation';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    };

type ParsedExpression =
  | { ok: true; expression: Expression }
  /** `problem` says, for people, what the parser could not read. */
  | { ok: false; problem: string };

/** Longer texts are not answers; because nesting is bounded, no input can exhaust the stack. */
const MAX_LENGTH = 2_000;
const MAX_DEPTH = 120;

type Token =
  | { kind: 'number'; value: Rational; text: string }
  | { kind: 'operator'; operator: Operator }
  | { kind: 'open' | 'close' | 'fraction' };

const SPACE = /(?:\s|\\[,;:! ]|\\quad\b|~|\$|\\left\b|\\right\b|\\\(|\\\)|\\\[|\\\]|\\displaystyle\b)+/y;
const NUMBER = /\d{1,3}(?:(?:,|\{,\})\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+/y;
/** Beside what is written everywhere: a dash, the letter x, a colon. */
const OPERATOR = new RegExp(
  `(\\+)|(${patternOfSign('-')}|—)|(${patternOfSign('*')}|[xX])|(${patternOfSign('/')}|:)`,
  'y',
);
const FRACTION = /\\[dtc]?frac\b|\\[dtc]?frac(?=\d)/y;

function decimal(text: string): Rational {
  const [whole = '', fraction = ''] = text.replace(/,|\{,\}/g, '').split('.');
  return rational(BigInt(`${whole}${fraction}` || '0'), 10n ** BigInt(fraction.length));
}

/** Tokens, or the first piece of text that is not a token. */
function tokenize(text: string): Token[] | string {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  while (at < text.length) {
    if (take(SPACE)) continue;
    const number = take(NUMBER);
    if (number) {
      tokens.push({ kind: 'number', value: decimal(number[0]), text: number[0] });
      continue;
    }
    if (take(FRACTION)) {
      tokens.push({ kind: 'fraction' });
      continue;
    }
    const operator = take(OPERATOR);
    if (operator) {
      tokens.push({
        kind: 'operator',
        operator: operator[1] ? '+' : operator[2] ? '-' : operator[3] ? '*' : '/',
      });
      continue;
    }
    const character = text.charAt(at);
    if ('([{'.includes(character)) tokens.push({ kind: 'open' });
    else if (')]}'.includes(character)) tokens.push({ kind: 'close' });
    else return /^\\?[a-z]+|^./iu.exec(text.slice(at, at + 40))?.[0] ?? character;
    at++;
  }
  return tokens;
}

class Unreadable extends Error {}

/** Recursive descent over + − × ÷, brackets of any kind, `\frac{a}{b}`, a sign, and `3(4 + 5)` as a product. */
function readTokens(tokens: readonly Token[]): Expression {
  let at = 0;

  function fail(): never {
    throw new Unreadable(at < tokens.length ? 'it is not a complete calculation' : 'it breaks off');
  }

  function operand(depth: number): Expression {
    if (depth > MAX_DEPTH) throw new Unreadable('it is nested too deeply');
    const token = tokens[at++];
    if (!token) return fail();
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: token.value };
      case 'open': {
        const inner = sum(depth + 1);
        if (tokens[at++]?.kind !== 'close') fail();
        return inner;
      }
      case 'fraction':
        return {
          kind: 'operation',
          operator: '/',
          left: fractionPart(depth),
          right: fractionPart(depth),
        };
      case 'operator':
        if (token.operator === '-') return { kind: 'negation', inner: operand(depth + 1) };
        if (token.operator === '+') return operand(depth + 1);
        return fail();
      case 'close':
        return fail();
    }
  }

  /** LaTeX takes one group or, as in `\frac12`, one digit. */
  function fractionPart(depth: number): Expression {
    const token = tokens[at];
    if (token?.kind === 'open') return operand(depth + 1);
    if (token?.kind === 'number' && token.text.length === 1) return operand(depth + 1);
    return fail();
  }

  function product(depth: number): Expression {
    let left = operand(depth);
    for (;;) {
      const token = tokens[at];
      if (token?.kind === 'operator' && (token.operator === '*' || token.operator === '/')) {
        at++;
        left = { kind: 'operation', operator: token.operator, left, right: operand(depth) };
      } else if (token?.kind === 'open') {
        left = { kind: 'operation', operator: '*', left, right: operand(depth) };
      } else return left;
    }
  }

  function sum(depth: number): Expression {
    let left = product(depth);
    for (;;) {
      const token = tokens[at];
      if (token?.kind !== 'operator' || (token.operator !== '+' && token.operator !== '-')) return left;
      at++;
      left = { kind: 'operation', operator: token.operator, left, right: product(depth) };
    }
  }

  const expression = sum(0);
  if (at < tokens.length) fail();
  return expression;
}

/** `\frac12` reaches the tokenizer as the number 12; we split it into its two digits here. */
const partBareFractions = (text: string): string =>
  text
    .replace(/(\\[dtc]?frac)\s*(\d)\s*(\d)/g, '$1{$2}{$3}')
    .replace(/(\\[dtc]?frac)\s*(\d)\s*\{/g, '$1{$2}{');

/** Reads arithmetic in plain or LaTeX notation; never throws, takes linear time. */
export function parseExpression(text: string): ParsedExpression {
  if (text.length > MAX_LENGTH) return { ok: false, problem: 'it is too long' };
  const tokens = tokenize(partBareFractions(text));
  if (typeof tokens === 'string') return { ok: false, problem: `“${tokens}” is not arithmetic` };
  if (tokens.length === 0) return { ok: false, problem: 'it is empty' };
  try {
    return { ok: true, expression: readTokens(tokens) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, problem: error.message };
    throw error;
  }
}

/** The exact value; null if the expression divides by 0. */
export function evaluate(expression: Expression): Rational | null {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'negation': {
      const inner = evaluate(expression.inner);
      return inner && negate(inner);
    }
    case 'operation': {
      const left = evaluate(expression.left);
      const right = evaluate(expression.right);
      if (!left || !right) return null;
      return applyOperator(expression.operator, left, right);
    }
  }
}

/** Null for a division by 0. */
function applyOperator(operator: Operator, left: Rational, right: Rational): Rational | null {
  switch (operator) {
    case '+':
      return add(left, right);
    case '-':
      return subtract(left, right);
    case '*':
      return multiply(left, right);
    case '/':
      return divide(left, right);
  }
}

/** The numbers in the expression, from left to right. */
export function numbersIn(expression: Expression): Rational[] {
  switch (expression.kind) {
    case 'number':
      return [expression.value];
    case 'negation':
      return numbersIn(expression.inner);
    case 'operation':
      return [...numbersIn(expression.left), ...numbersIn(expression.right)];
  }
}

/** The first step whose result is not a whole number, such as `7 ÷ 3`; null if every step gives a whole number. */
export function fractionalStep(expression: Expression): Expression | null {
  switch (expression.kind) {
    case 'number':
      return isWhole(expression.value) ? null : expression;
    case 'negation':
      return fractionalStep(expression.inner);
    case 'operation': {
      const inside = fractionalStep(expression.left) ?? fractionalStep(expression.right);
      if (inside) return inside;
      const value = evaluate(expression);
      return value && !isWhole(value) ? expression : null;
    }
  }
}

/** The operations in the expression. */
export function operatorsIn(expression: Expression): Set<Operator> {
  switch (expression.kind) {
    case 'number':
      return new Set();
    case 'negation':
      return operatorsIn(expression.inner);
    case 'operation':
      return new Set([
        expression.operator,
        ...operatorsIn(expression.left),
        ...operatorsIn(expression.right),
      ]);
  }
}

/** `text`: `(3 + 5) × 7`. `latex`: `(3 + 5) \times 7`. */
type ExpressionStyle = 'text' | 'latex';

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

/** Writes an expression with as few brackets as a reader needs to get the same value. */
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
