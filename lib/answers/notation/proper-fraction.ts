import { type Rational, rational } from '../rational.ts';
import { isToken, type Token } from './token.ts';

/**
 * The fraction of a mixed number, which begins at `at` right after the whole number: `3\frac{1}{2}`, or `3 1/2` with a
 * space. Only a fraction below 1: `2\frac{7}{3}` is a product.
 */
export function properFraction(
  tokens: readonly Token[],
  at: number,
): { readonly value: Rational; readonly length: number } | null {
  const isGroup = (offset: number) =>
    isToken(tokens[at + offset], 'open', '{') && isToken(tokens[at + offset + 2], 'close', '}');
  if (isToken(tokens[at], 'fraction') && isGroup(1) && isGroup(4))
    return proper(tokens[at + 2], tokens[at + 5], 7);
  const isSlash =
    tokens[at]?.spaced && isToken(tokens[at + 1], 'operator', '/') && !isToken(tokens[at + 3], 'power');
  return isSlash ? proper(tokens[at], tokens[at + 2], 3) : null;
}

function proper(above: Token | undefined, below: Token | undefined, length: number) {
  const [numerator, denominator] = [whole(above), whole(below)];
  if (numerator === null || denominator === null || numerator === 0n || numerator >= denominator) return null;
  return { value: rational(numerator, denominator), length };
}

const whole = (token: Token | undefined): bigint | null =>
  token?.kind === 'number' && token.value?.denominator === 1n ? token.value.numerator : null;
