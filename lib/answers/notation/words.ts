import { rational } from '../rational.ts';
import { call, number, symbol } from '../terms/term.ts';
import type { Answer } from './answer.ts';
import { isToken, type Token } from './token.ts';

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SCALES: Readonly<Record<string, number>> = { hundred: 100, thousand: 1_000, million: 1_000_000 };
const PARTS: Readonly<Record<string, number>> = {
  half: 2,
  halves: 2,
  third: 3,
  quarter: 4,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
};

/** `twenty-five`, `two hundred and six`, `three quarters`: how many words it takes, and the number. */
export function numberInWords(
  words: readonly string[],
): { readonly numerator: number; readonly denominator: number; readonly length: number } | null {
  let total = 0;
  let group = 0;
  let length = 0;
  const [first = '', article = ''] = words.map((word) => word.toLowerCase());
  // “half an hour”
  if (partOf(first) && /^an?$/.test(article)) return { numerator: 1, denominator: partOf(first), length: 2 };
  for (const [at, given] of words.entries()) {
    const word = given.toLowerCase();
    if (word === 'and' && at > 0 && (words[at - 1] ?? '') in SCALES) continue;
    const pieces = word.split('-');
    // `three-fourths`
    const [count = '', part = ''] = pieces;
    if (pieces.length === 2 && partOf(part) && smallNumber(count) !== null && at === 0)
      return { numerator: smallNumber(count) ?? 0, denominator: partOf(part), length: 1 };
    const values = pieces.map(smallNumber);
    if (values.every((value) => value !== null)) group += values.reduce((sum, value) => sum + value, 0);
    else if (at > 0 && word in SCALES) {
      const scale = SCALES[word] ?? 1;
      if (scale === 100) group *= scale;
      else [total, group] = [total + group * scale, 0];
    } else if (at > 0 && partOf(word))
      return { numerator: total + group, denominator: partOf(word), length: at + 1 };
    else break;
    length = at + 1;
  }
  return length === 0 ? null : { numerator: total + group, denominator: 1, length };
}

function smallNumber(word: string): number | null {
  const small = SMALL.indexOf(word);
  if (small >= 0) return small;
  const ten = TENS.indexOf(word);
  return ten >= 0 ? (ten + 2) * 10 : null;
}

const partOf = (word: string): number => PARTS[word] ?? PARTS[word.replace(/s$/, '')] ?? 0;

const everything: Answer = {
  kind: 'range',
  variable: null,
  parts: [{ low: call('negate', symbol('∞')), high: symbol('∞'), lowClosed: false, highClosed: false }],
};
const nothing: Answer = { kind: 'set', items: [] };

/** Phrases that notation can express, too; lower case, one space between words. */
const PHRASES: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ...['all real numbers', 'all reals', 'real numbers', 'the real numbers', 'all real', 'any real number'].map(
    (phrase): [string, Answer] => [phrase, everything],
  ),
  ...[
    ...['no solution', 'no solutions', 'no real solution', 'no real solutions', 'empty set', 'the empty set'],
    ...['there is no solution', 'there are no solutions', 'no such number', 'no values'],
  ].map((phrase): [string, Answer] => [phrase, nothing]),
  ...['infinity', 'positive infinity'].map((phrase): [string, Answer] => [
    phrase,
    { kind: 'term', term: symbol('∞'), unit: null },
  ]),
  ['negative infinity', { kind: 'term', term: call('negate', symbol('∞')), unit: null }],
  ['half', { kind: 'term', term: number(rational(1, 2)), unit: null }],
  ...['infinitely many', 'infinitely many solutions', 'an infinite number', 'infinite number'].map(
    (phrase): [string, Answer] => [phrase, { kind: 'word', words: ['infinite'] }],
  ),
  ['does not exist', { kind: 'word', words: ['undefined'] }],
  ['dne', { kind: 'word', words: ['undefined'] }],
  ['not defined', { kind: 'word', words: ['undefined'] }],
]);

export const allRealNumbers = everything;
export const noNumbers = nothing;

/** Words that do not distinguish answers. */
const ARTICLES = new Set(['a', 'an', 'the', 'it', 'is', 'are', "it's"]);

/** The answer that words express without notation; null if they express none. */
export function wordAnswer(given: readonly string[]): Answer | null {
  const words = given.map((word) => word.toLowerCase().replace(/[.,;:!?]+$/, '')).filter(Boolean);
  while (words.length > 1 && ARTICLES.has(words[0] ?? '')) words.shift();
  if (words.length === 0) return null;
  const phrase = PHRASES.get(words.join(' '));
  if (phrase) return phrase;
  const counted = numberInWords(words);
  // `two lines` is a number of them; see read-quantity.ts.
  if (counted && counted.length < words.length) return null;
  if (counted)
    return { kind: 'term', term: number(rational(counted.numerator, counted.denominator)), unit: null };
  return { kind: 'word', words };
}

/** Words that compare two sides, without “is”. */
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
