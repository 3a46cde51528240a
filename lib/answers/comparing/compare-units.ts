import type { Answer, Unit } from '../notation/answer.ts';
import { sizesOf } from '../notation/units.ts';
import { multiply, type Rational, rational, sameRational } from '../rational.ts';
import { compareTerms } from '../terms/compare-terms.ts';
import { exactValue } from '../terms/exact.ts';
import { call, number, symbol, type Term, uses, variablesOf } from '../terms/term.ts';
import { type Comparison, different, equal, undecided } from './comparison.ts';

type Quantity = Answer & { kind: 'term' };

/** Two numbers or expressions with what stands behind them. A unit is left out only where one side has none. */
export function compareQuantities(a: Quantity, b: Quantity): Comparison {
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
  // `5 m` beside `5m`: variables after all, or a unit after all.
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

/** Whether the number without a unit is the other one in another unit of the same dimension. */
function isConversion(bare: Term, measured: Term, { dimension, size }: Unit): boolean {
  const [x, y] = [exactValue(bare), exactValue(measured)];
  const [name = '', exponent] = dimension.split('·');
  if (!x || !y || x.numerator === 0n || y.numerator === 0n || exponent !== '1') return false;
  const inSmallest = multiply(y, size);
  return sizesOf(name).some((other) => sameRational(multiply(x, other), inSmallest));
}

function compareBoth(a: Term, unitA: Unit, b: Term, unitB: Unit): Comparison {
  const areMeasures = unitA.dimension !== '' && unitB.dimension !== '';
  // Money or weight: the sign says which, the word does not.
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

/** No detour through large fractions where the units are the same. */
const inSmallest = (term: Term, size: Rational): Term =>
  size.numerator === size.denominator ? term : call('*', term, number(size));
