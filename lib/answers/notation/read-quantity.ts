import { add, multiply, type Rational, rational, sameRational } from '../rational.ts';
import { exactValue } from '../terms/exact.ts';
import { call, isConstant, number, type Term, variablesOf } from '../terms/term.ts';
import type { Answer, Unit } from './answer.ts';
import { scientificValue } from './number-values.ts';
import { readTerm, readWholeTerm } from './read-term.ts';
import { readUnit } from './read-unit.ts';
import { isToken, type Token } from './token.ts';
import { knownUnit } from './units.ts';
import { numberInWords } from './words.ts';

/** Words before a number that do not change it. */
const LEADING = new Set([
  'approximately',
  'about',
  'around',
  'exactly',
  'roughly',
  'only',
  'just',
  'the',
  'answer',
  'is',
  'total',
  'of',
  'either',
  'both',
  'namely',
]);

/** “approximately 13” is 13: drops such words before anything that is not a word. */
export function withoutLead(tokens: readonly Token[]): readonly Token[] {
  const from = tokens.findIndex(({ kind, text }) => kind !== 'word' || !LEADING.has(text.toLowerCase()));
  if (from < 1 || tokens[from]?.kind === 'word') return tokens;
  return tokens.slice(tokens[from]?.kind === 'colon' ? from + 1 : from);
}

/** A number or an expression with the unit before (`$`) or behind it. */
export function readQuantity(given: readonly Token[]): Answer | null {
  const at = given.findIndex(({ kind }) => kind === 'currency');
  const isBefore = at === 0 || (at === 1 && given[0]?.text === '-');
  const currency = isBefore ? given[at] : undefined;
  const tokens = currency ? given.filter((_, index) => index !== at) : given;
  const amount = currency ? null : amountsInRow(tokens);
  if (amount) return amount;
  const inLetters = currency ? null : letterUnit(tokens);
  if (inLetters) return inLetters;
  const numeral = tokens[0]?.kind === 'word' ? wordsFirst(tokens) : readTerm(tokens);
  if (!numeral) return null;
  const rest = tokens.slice(numeral.length);
  const product = variablesOf(numeral.term).length > 0 ? asLetters(tokens, numeral.length) : null;
  if (product) return readQuantity(product);
  const { term, degrees } = withoutDegrees(numeral.term);
  if (rest.length === 0) {
    const otherwise = otherSlash(tokens) ?? otherExponent(tokens);
    const unit = currency ? currencyUnit(currency.text) : degrees;
    return { kind: 'term', term, unit, ...(otherwise && { otherwise }) };
  }
  if (degrees) {
    const scaled = readUnit([{ kind: 'degree', text: '°', spaced: false }, ...rest]);
    return scaled && { kind: 'term', term, unit: scaled };
  }
  const unit = readUnit(rest);
  if (unit) return { kind: 'term', term, unit: currency ? currencyUnit(currency.text) : unit };
  return currency ? null : compoundOf(term, rest);
}

/** `3m + 6nm`: an apparent unit right behind variables, without a space, is a product of variables. */
function asLetters(tokens: readonly Token[], at: number): readonly Token[] | null {
  const word = tokens[at];
  if (word?.kind !== 'word' || word.spaced || word.text.length > 2) return null;
  const letters = [...word.text].map((text): Token => ({ kind: 'letter', text, spaced: false }));
  return [...tokens.slice(0, at), ...letters, ...tokens.slice(at + 1)];
}

/** `twelve`, `two lines` */
function wordsFirst(tokens: readonly Token[]): { term: Term; length: number } | null {
  const end = tokens.findIndex(({ kind }) => kind !== 'word');
  const words = (end < 0 ? tokens : tokens.slice(0, end)).map(({ text }) => text);
  const counted = numberInWords(words);
  return (
    counted && { term: number(rational(counted.numerator, counted.denominator)), length: counted.length }
  );
}

/** `5 m`, `9.8 m/s^2`: letters after nothing but a number and a space are units. Null for anything else. */
function letterUnit(tokens: readonly Token[]): Answer | null {
  const at = tokens.findIndex(({ kind }) => kind === 'letter');
  const first = tokens[at];
  if (at < 1 || !first?.spaced || tokens.some(({ kind }) => kind === 'word')) return null;
  const numeral = readWholeTerm(tokens.slice(0, at));
  const unit = numeral && isConstant(numeral) ? readUnit(tokens.slice(at)) : null;
  const otherwise = readWholeTerm(tokens);
  if (!numeral || !unit?.dimension) return null;
  return { kind: 'term', term: numeral, unit: { ...unit, ...(otherwise && { otherwise }) } };
}

/** `1/2x` with all of `2x` in the denominator; null if no slash precedes a product without a sign. */
function otherSlash(tokens: readonly Token[]): Term | null {
  const other = readWholeTerm(tokens, { slashTakesProduct: true });
  const isTwofold = tokens.some(
    (token, at) => isToken(token, 'operator', '/') && tokens[at + 2]?.spaced === false,
  );
  return isTwofold ? other : null;
}

/** `2e-3` may be 0.002 as well as 2e − 3. */
function otherExponent(tokens: readonly Token[]): Term | null {
  const [mantissa, e, minus, exponent] = tokens;
  const isGlued = [e, minus, exponent].every((token) => token?.spaced === false);
  if (tokens.length !== 4 || !isGlued || !mantissa?.value || e?.text !== 'e' || minus?.text !== '-')
    return null;
  const value = exponent?.kind === 'number' ? scientificValue(mantissa.text, `-${exponent.text}`) : null;
  return value && number(value);
}

const DEGREES: Unit = { dimension: 'angle·1', size: rational(1), words: ['degree'] };

function withoutDegrees(term: Term): { term: Term; degrees: Unit | null } {
  if (term.kind !== 'call') return { term, degrees: null };
  const [inner] = term.args;
  if (term.name === 'degree' && inner) return { term: inner, degrees: DEGREES };
  if (term.name === 'negate' && inner) {
    const within = withoutDegrees(inner);
    return within.degrees ? { term: call('negate', within.term), degrees: DEGREES } : { term, degrees: null };
  }
  return { term, degrees: null };
}

function currencyUnit(sign: string): Unit | null {
  const unit = knownUnit(sign);
  return unit && { dimension: `${unit.dimension}·1`, size: unit.size, words: [sign] };
}

/** `2 h 45 min`, `3h20m`: each number with its unit, which ends where the next number begins. */
function amountsInRow(tokens: readonly Token[]): Answer | null {
  const starts = tokens.flatMap(({ kind }, at) => (kind === 'number' ? [at] : []));
  if (starts.length < 2 || starts[0] !== 0) return null;
  const items: Answer[] = [];
  let isTime = false;
  for (const [index, start] of starts.entries()) {
    const { value } = tokens[start] ?? {};
    const behind = tokens.slice(start + 1, starts[index + 1]);
    const unit = readUnit(isTime ? behind.map(asMinutes) : behind);
    if (!value || !unit?.dimension) return null;
    isTime ||= unit.dimension === 'time·1';
    items.push({ kind: 'term', term: number(value), unit });
  }
  return compoundQuantity(items);
}

/** Behind hours `m` are minutes. */
const asMinutes = (token: Token): Token => (token.text === 'm' ? { ...token, text: 'min' } : token);

/** `1 \text{ hour } 10 \text{ minutes}`: the first number's unit ends where the next number begins. */
function compoundOf(first: Term, rest: readonly Token[]): Answer | null {
  const next = rest.findIndex(({ kind }) => kind === 'number');
  const unit = next > 0 ? readUnit(rest.slice(0, next)) : null;
  if (!unit?.dimension) return null;
  const behind = readQuantity(rest.slice(next));
  return behind && compoundQuantity([{ kind: 'term', term: first, unit }, behind]);
}

/** Amounts of one dimension in different units, the largest first, are one amount in the last unit. */
export function compoundQuantity(items: readonly Answer[]): Answer | null {
  let total: Rational | null = null;
  let last: Unit | null = null;
  for (const [at, given] of items.entries()) {
    const item = at > 0 ? inUnitsOf(items[0], given) : given;
    if (item.kind !== 'term' || !item.unit?.dimension) return null;
    const value = exactValue(item.term);
    const smaller: boolean =
      last === null || (last.dimension === item.unit.dimension && isLess(item.unit.size, last.size));
    if (!value || !smaller) return null;
    total = add(total ?? rational(0), multiply(value, item.unit.size));
    last = item.unit;
  }
  if (!total || !last) return null;
  const inLast = multiply(total, rational(last.size.denominator, last.size.numerator));
  return { kind: 'term', term: number(inLast), unit: last };
}

/** After degrees, minutes and seconds are parts of an angle. */
function inUnitsOf(first: Answer | undefined, item: Answer): Answer {
  const isAngle = first?.kind === 'term' && first.unit?.dimension === 'angle·1';
  if (!isAngle || item.kind !== 'term' || item.unit?.dimension !== 'time·1') return item;
  const size = multiply(item.unit.size, rational(1, 3600));
  return { ...item, unit: { ...item.unit, dimension: 'angle·1', size } };
}

const isLess = (a: Rational, b: Rational): boolean =>
  !sameRational(a, b) && a.numerator * b.denominator < b.numerator * a.denominator;
