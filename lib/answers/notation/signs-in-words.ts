import { rational } from '../rational.ts';
import { isToken, type Token } from './token.ts';
import { numberInWords } from './words.ts';

/** Words between two sides that compare them, without “is”. */
const RELATIONS: ReadonlyMap<string, string> = new Map([
  ...['greater than', 'more than', 'larger than', 'bigger than'].map((words) => [words, '>'] as const),
  ...['less than', 'smaller than', 'fewer than'].map((words) => [words, '<'] as const),
  ...['greater than or equal to', 'at least', 'no less than'].map((words) => [words, '≥'] as const),
  ...['less than or equal to', 'at most', 'no more than'].map((words) => [words, '≤'] as const),
  ['equal to', '='],
]);
const MOST_WORDS = 6;

/** “x is greater than 3”, “n is at most 7” */
export function withRelationsInWords(tokens: readonly Token[]): readonly Token[] {
  const from = tokens.findIndex(({ kind, text }, at) => at > 0 && kind === 'word' && /^is$/i.test(text));
  if (from < 0) return tokens;
  for (let length = MOST_WORDS; length > 1; length--) {
    const words = tokens.slice(from + 1, from + 1 + length);
    const text = words.every(({ kind }) => kind === 'word') && words.map((word) => word.text).join(' ');
    const sign = text ? RELATIONS.get(text.toLowerCase()) : undefined;
    if (sign === undefined) continue;
    const relation: Token = { kind: 'relation', text: sign, spaced: true };
    const [only] = tokens;
    const isName = from === 1 && only?.text.length === 1;
    const left = isName ? [{ ...only, kind: 'letter' as const }] : tokens.slice(0, from);
    return [...left, relation, ...tokens.slice(from + 1 + length)];
  }
  return tokens;
}

/** “negative 5”, “minus 1/2”, “plus or minus 3”, “negative five”: words for a sign before a number. */
export function withSignsInWords(tokens: readonly Token[]): readonly Token[] {
  const [first, second, third] = tokens.map((token) =>
    token.kind === 'word' ? token.text.toLowerCase() : '',
  );
  if (first === 'plus' && second === 'or' && third === 'minus') return signed('±', tokens.slice(3));
  return first === 'negative' || first === 'minus' ? signed('-', tokens.slice(1), tokens) : tokens;
}

function signed(sign: string, rest: readonly Token[], otherwise: readonly Token[] = rest): readonly Token[] {
  const operator: Token = { kind: 'operator', text: sign, spaced: false };
  const [first] = rest;
  if (first && (isToken(first, 'number') || isToken(first, 'fraction') || isToken(first, 'root')))
    return [operator, ...rest];
  const words = rest.map(({ kind, text }) => (kind === 'word' ? text : ''));
  const counted = numberInWords(words);
  if (!counted || counted.length < words.length) return otherwise;
  const value = rational(counted.numerator, counted.denominator);
  const digits: Token = { kind: 'number', text: `${counted.numerator}`, spaced: false, value };
  return counted.denominator === 1 ? [operator, digits] : otherwise;
}
