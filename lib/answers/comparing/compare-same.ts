import type { Answer, Unit } from '../notation/answer.ts';
import { basedValue } from '../notation/read-based.ts';
import { singular } from '../notation/read-unit.ts';
import { sizesOf } from '../notation/units.ts';
import { multiply, type Rational, rational, sameRational } from '../rational.ts';
import { compareTerms } from '../terms/compare-terms.ts';
import { exactValue } from '../terms/exact.ts';
import { call, number, symbol, type Term, uses, variablesOf } from '../terms/term.ts';
import { compareEquations, compareInequalities } from './compare-equations.ts';
import { compareOrdered } from './compare-lists.ts';
import { compareRanges } from './compare-ranges.ts';
import { type Comparison, different, equal, undecided } from './comparison.ts';
import type { Asked } from './question.ts';

/** Compares two answers of the same kind; null if their kinds differ. */
export function compareSame(
  a: Answer,
  b: Answer,
  asked: Asked,
  compare: (x: Answer, y: Answer) => Comparison,
): Comparison | null {
  if (a.kind === 'term' && b.kind === 'term') return compareQuantities(a, b);
  if (a.kind === 'tuple' && b.kind === 'tuple') return compareOrdered(a.items, b.items, compare);
  if (a.kind === 'matrix' && b.kind === 'matrix') {
    if (a.rows.length !== b.rows.length || a.rows[0]?.length !== b.rows[0]?.length)
      return isTransposed(a.rows, b.rows)
        ? undecided('a row and a column')
        : different('matrices of different sizes');
    return compareOrdered(a.rows.flat(), b.rows.flat(), compare);
  }
  if (a.kind === 'range' && b.kind === 'range') return compareRanges(a, b);
  if (a.kind === 'equation' && b.kind === 'equation') return compareEquations(a, b);
  if (a.kind === 'inequality' && b.kind === 'inequality') return compareInequalities(a, b);
  if (a.kind === 'based' && b.kind === 'based') {
    if (a.base === b.base && a.digits === b.digits) return equal('the same digits and base');
    const [x, y] = [basedValue(a.digits, a.base), basedValue(b.digits, b.base)];
    if (x === null || y === null) return undecided('digits that the base does not have');
    if (x !== y) return different('different numbers');
    return asked.base
      ? undecided('the same number in different bases')
      : equal('the same number in different bases');
  }
  if (a.kind === 'clock' && b.kind === 'clock') return compareClocks(a, b);
  if (a.kind === 'ratio' && b.kind === 'ratio') return compareRatios(a.parts, b.parts);
  if (a.kind === 'choice' && b.kind === 'choice')
    return a.letter === b.letter ? equal('the same choice') : different('different choices');
  if (a.kind === 'numbers' && b.kind === 'numbers')
    return a.of === b.of ? equal('the same set of numbers') : different('different sets of numbers');
  if (a.kind === 'word' && b.kind === 'word') return compareWords(a.words, b.words);
  return null;
}

const isTransposed = (a: readonly (readonly Answer[])[], b: readonly (readonly Answer[])[]): boolean =>
  (a.length === 1 || a[0]?.length === 1) && a.length === b[0]?.length && a[0]?.length === b.length;

function compareClocks(a: Answer & { kind: 'clock' }, b: Answer & { kind: 'clock' }): Comparison {
  const half = 12 * 60;
  if (a.half === b.half || (a.half && b.half))
    return a.minutes === b.minutes ? equal('the same time') : different('different times');
  return a.minutes % half === b.minutes % half
    ? equal('the same time of a clock')
    : different('different times');
}

function compareRatios(a: readonly Term[], b: readonly Term[]): Comparison {
  if (a.length !== b.length) return different('ratios of different length');
  const verdicts = a.map((term, at) => compareTerms(term, b[at] ?? term).verdict);
  if (verdicts.every((verdict) => verdict === 'equal')) return equal('the same ratio');
  const [firstA, firstB] = [a[0], b[0]];
  const isMultiple = a.every(
    (term, at) =>
      firstA &&
      firstB &&
      compareTerms(call('*', term, firstB), call('*', b[at] ?? term, firstA)).verdict === 'equal',
  );
  return isMultiple ? undecided('the same ratio, lowered on one side only') : different('different ratios');
}

type Quantity = Answer & { kind: 'term' };

/**
 * Compares two numbers or expressions with their units. A missing unit is tolerated only if one side alone has none.
 */
function compareQuantities(a: Quantity, b: Quantity): Comparison {
  if (!a.unit && !b.unit) {
    const result = compareTerms(a.term, b.term);
    const isTwofold = result.verdict === 'different' && (a.otherwise ?? b.otherwise) !== undefined;
    const other = isTwofold ? compareTerms(a.otherwise ?? a.term, b.otherwise ?? b.term) : result;
    return other.verdict === 'equal' && isTwofold
      ? undecided('a notation that can be read in two ways')
      : result;
  }
  if (a.unit && b.unit) return compareBoth(a.term, a.unit, b.term, b.unit);
  const [bare, measured] = a.unit ? [b, a] : [a, b];
  return measured.unit ? compareOne(bare.term, measured.term, measured.unit) : compareTerms(a.term, b.term);
}

function compareOne(bare: Term, measured: Term, unit: Unit): Comparison {
  // `5 m` beside `5m`: both may be variables, or both a unit.
  if (variablesOf(bare).length > 0 && variablesOf(measured).length === 0) {
    const product = unit.otherwise ?? productOf(measured, unit);
    return product ? compareTerms(bare, product) : compareTerms(bare, measured);
  }
  const plain = compareTerms(bare, measured);
  if (plain.verdict === 'equal') return equal(`${plain.how}; ${wordsOf(unit)} on one side only`);
  if (plain.verdict !== 'different') return plain;
  // 20 % is 0.2, and 60° is π/3.
  const isCount = unit.dimension === '' && unit.size.numerator !== unit.size.denominator;
  const percent = unit.dimension === 'share·1' ? number(rational(1, 100)) : null;
  const scale = isCount ? number(unit.size) : percent;
  const angle =
    unit.dimension === 'angle·1' && IN_RADIANS.some((name) => uses(bare, name))
      ? call('/', symbol('π'), number(rational(180)))
      : null;
  const factor = scale ?? angle;
  const scaled = factor && compareTerms(bare, call('*', measured, factor));
  if (scaled?.verdict === 'equal') return equal(`${scaled.how}, ${wordsOf(unit)} converted`);
  return isConversion(bare, measured, unit) ? undecided('perhaps in another unit') : plain;
}

function productOf(measured: Term, { words }: Unit): Term | null {
  const [word = '', ...others] = words;
  if (others.length > 0 || word.length > 2) return null;
  return [...word].reduce<Term>((product, letter) => call('*', product, symbol(letter)), measured);
}

const IN_RADIANS = ['π', 'arcsin', 'arccos', 'arctan'];

/** The sign of percent is a unit without words. */
const wordsOf = ({ words }: Unit): string => `“${words.join(' ') || '%'}”`;

/** Whether the number without a unit is the other one converted to another unit of the same dimension. */
function isConversion(bare: Term, measured: Term, { dimension, size }: Unit): boolean {
  const [x, y] = [exactValue(bare), exactValue(measured)];
  const [name = '', exponent] = dimension.split('·');
  if (!x || !y || x.numerator === 0n || y.numerator === 0n || exponent !== '1') return false;
  const inSmallest = multiply(y, size);
  return sizesOf(name).some((other) => sameRational(multiply(x, other), inSmallest));
}

function compareBoth(a: Term, unitA: Unit, b: Term, unitB: Unit): Comparison {
  const areMeasures = unitA.dimension !== '' && unitB.dimension !== '';
  // Money or weight: the sign `£` is unambiguous, the word “pound” is not.
  const arePounds = [unitA, unitB].every(
    ({ words }) => words.length === 1 && /^(?:pound|£)$/.test(words[0] ?? ''),
  );
  if (areMeasures && !arePounds) {
    if (unitA.dimension !== unitB.dimension) return different('different units');
    return compareTerms(inSmallest(a, unitA.size), inSmallest(b, unitB.size));
  }
  const plain = compareTerms(counted(a, unitA), counted(b, unitB));
  if (plain.verdict !== 'equal') return plain;
  const [some, others] = [new Set(unitA.words), new Set(unitB.words)];
  const isPart = [...some].every((word) => others.has(word)) || [...others].every((word) => some.has(word));
  const isAny = [unitA, unitB].some(
    ({ dimension, words }) => !dimension && words.every((word) => GENERAL.has(word)),
  );
  return isPart || isAny ? plain : undecided('the same number of what may be different things');
}

/** `3 \text{ million people}` */
const counted = (term: Term, { dimension, size }: Unit): Term =>
  dimension === '' ? inSmallest(term, size) : term;

const GENERAL = new Set(['unit', 'units', 'square', 'cubic', '']);

/** Avoids large fractions if the units are the same. */
const inSmallest = (term: Term, size: Rational): Term =>
  size.numerator === size.denominator ? term : call('*', term, number(size));

const ARTICLES = new Set(['a', 'an', 'the', 'it', 'is', 'are', 'of']);
/** Different words for one answer: a model may answer “true” to a question that asks for “yes”. */
const ALIKE: readonly ReadonlySet<string>[] = [
  new Set(['yes', 'true', 'correct']),
  new Set(['no', 'false', 'incorrect']),
  new Set(['undefined', 'none', 'no', 'impossible', 'nothing', 'never']),
];

/**
 * Compares names and phrases by their words, ignoring articles and plurals. If one contains the other, the result is
 * undecided.
 */
function compareWords(a: readonly string[], b: readonly string[]): Comparison {
  const [x, y] = [plain(a), plain(b)];
  if (x.join(' ') === y.join(' ')) return equal('the same words');
  const [some, others] = [new Set(x), new Set(y)];
  if (x.every((word) => others.has(word)) || y.every((word) => some.has(word)))
    return undecided('one says more than the other');
  const isShortened =
    x.length === 1 && y.length === 1 && (x[0]?.startsWith(y[0] ?? '') || y[0]?.startsWith(x[0] ?? ''));
  if (isShortened) return undecided('one may be short for the other');
  if (ALIKE.some((group) => x.some((word) => group.has(word)) && y.some((word) => group.has(word))))
    return undecided('words that may mean the same');
  return different('different words');
}

const plain = (words: readonly string[]): readonly string[] =>
  words.map(singular).filter((word) => !ARTICLES.has(word) && word !== '-');
