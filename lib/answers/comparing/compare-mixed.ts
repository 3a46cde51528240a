import type { Answer } from '../notation/answer.ts';
import { rangeOf } from '../notation/ranges.ts';
import { basedValue } from '../notation/read-based.ts';
import { rational } from '../rational.ts';
import { compareTerms } from '../terms/compare-terms.ts';
import { call, isConstant, number, symbol, type Term, variablesOf } from '../terms/term.ts';
import { compareOrdered, compareUnordered, isAssignment } from './compare-lists.ts';
import { compareRanges } from './compare-ranges.ts';
import { type Comparison, different, equal, undecided } from './comparison.ts';
import type { Asked } from './question.ts';

/**
 * Compares answers of different kinds. Kinds that can mean the same are compared; of the rest, only kinds that never
 * agree are different.
 */
export function compareMixed(
  a: Answer,
  b: Answer,
  asked: Asked,
  compare: (x: Answer, y: Answer) => Comparison,
): Comparison {
  return oneWay(a, b, asked, compare) ?? oneWay(b, a, asked, compare) ?? apart(a, b);
}

function oneWay(
  a: Answer,
  b: Answer,
  asked: Asked,
  compare: (x: Answer, y: Answer) => Comparison,
): Comparison | null {
  switch (a.kind) {
    case 'choice':
      return compareChoice(a, b, compare);
    case 'word': {
      // `cba` beside `abc`
      const [word = '', ...others] = a.words;
      const isExpression = b.kind === 'term' && !b.unit && !isConstant(b.term);
      if (!isExpression || others.length > 0 || !/^[a-z]{2,5}$/i.test(word)) return null;
      const product = [...word]
        .map(symbol)
        .reduce<Term>((left, letter) => call('*', left, letter), number(rational(1)));
      return compareTerms(product, b.term).verdict === 'equal'
        ? equal('the same product')
        : undecided('a word and an expression');
    }
    case 'range': {
      const range = b.kind === 'tuple' || b.kind === 'set' ? rangeOf(b) : null;
      if (range?.kind === 'range') return compareRanges(a, range);
      return b.kind === 'list' || b.kind === 'matrix' ? undecided('an interval and a list') : null;
    }
    case 'matrix': {
      if (b.kind === 'tuple') {
        const isLine = a.rows.length === 1 || a.rows.every((row) => row.length === 1);
        return isLine ? compareOrdered(a.rows.flat(), b.items, compare) : different('a matrix and a point');
      }
      const components = b.kind === 'term' && !b.unit ? componentsOf(b.term, a.rows.length) : null;
      return components && a.rows.every((row) => row.length === 1)
        ? compareOrdered(a.rows.flat(), components, compare)
        : null;
    }
    case 'tuple': {
      if (b.kind === 'term' && b.point) {
        const point = compare(a, b.point);
        return point.verdict === 'different' ? point : undecided('a point, or a number of choices');
      }
      if (a.square && (b.kind === 'list' || b.kind === 'set'))
        return compareWritten(a.items, b.items, asked, compare);
      if (b.kind === 'list') {
        const ordered = compareOrdered(a.items, b.items, compare);
        if (ordered.verdict === 'different' && a.items.length !== b.items.length) return ordered;
        const isMeant = asked.tuple || asked.ordered || isAssignment(b.items);
        return isMeant ? ordered : ordered.verdict === 'equal' ? undecided('a point and a list') : ordered;
      }
      const components = b.kind === 'term' && !b.unit ? componentsOf(b.term, a.items.length) : null;
      return components ? compareOrdered(a.items, components, compare) : null;
    }
    case 'list':
    case 'set': {
      // The case `tuple` above compares a point with the whole list, whichever of the two comes first.
      if (b.kind === 'tuple' && a.items.length > 1 && (a.kind === 'list' || b.square)) return null;
      if (['term', 'named', 'equation', 'tuple', 'choice', 'based', 'clock'].includes(b.kind)) {
        const [only, ...others] = a.items;
        return only && others.length === 0 ? compare(only, b) : compareUnordered(a.items, [b], compare);
      }
      return null;
    }
    case 'based': {
      if (b.kind !== 'term' || b.unit) return null;
      const value = basedValue(a.digits, a.base);
      if (
        /^\d+$/.test(a.digits) &&
        compareTerms(number(rational(BigInt(a.digits))), b.term).verdict === 'equal'
      )
        return asked.base
          ? equal(`the same digits; base ${a.base} on one side only`)
          : undecided('a base on one side only');
      if (value === null) return undecided('digits that the base does not have');
      const plain = compareTerms(number(rational(value)), b.term);
      return plain.verdict === 'equal' && asked.base ? undecided('the same number in another base') : plain;
    }
    case 'clock':
    case 'ratio': {
      const [first, second] = a.kind === 'ratio' ? a.parts : [];
      if (b.kind !== 'term' || !first || !second || a.kind !== 'ratio' || a.parts.length !== 2) return null;
      const value = compareTerms(call('/', first, second), b.term);
      return value.verdict === 'equal' ? undecided('a ratio and a fraction') : value;
    }
    default:
      return null;
  }
}

/** `[3, 1, 2]` beside `1, 2, 3`: a program's list may mean its order, or the values alone. */
function compareWritten(
  written: readonly Answer[],
  values: readonly Answer[],
  asked: Asked,
  compare: (x: Answer, y: Answer) => Comparison,
): Comparison {
  const ordered = compareOrdered(written, values, compare);
  if (ordered.verdict !== 'different' || asked.ordered || asked.tuple) return ordered;
  const unordered = compareUnordered(written, values, compare);
  return unordered.verdict === 'equal' ? undecided('the same values in another order') : unordered;
}

/** A letter beside its content, which stands in the answer or in the question; for the latter see judge. */
function compareChoice(
  a: Answer & { kind: 'choice' },
  b: Answer,
  compare: (x: Answer, y: Answer) => Comparison,
): Comparison | null {
  // `A` alone may be a variable, too.
  if (b.kind === 'term' && b.term.kind === 'symbol' && !b.unit)
    return b.term.name.toUpperCase() === a.letter
      ? undecided('a letter and a variable')
      : different('different letters');
  if (a.value) return compare(a.value, b);
  if (b.kind === 'list' || b.kind === 'set') return null;
  const asSymbol = compare({ kind: 'term', term: symbol(a.letter), unit: null }, b);
  return asSymbol.verdict === 'equal' ? asSymbol : undecided('a choice and something else');
}

const DIRECTIONS = ['i', 'j', 'k'].map((name) => symbol(`\\mathbf{${name}}`));

/** `4\mathbf{i} − \mathbf{j}` as components; null if the term is not such a sum. */
function componentsOf(term: Term, count: number): readonly Answer[] | null {
  const names = variablesOf(term).filter((name) => name.startsWith('\\mathbf{'));
  if (names.length === 0 || count > 3) return null;
  return DIRECTIONS.slice(0, count).map((direction) => ({
    kind: 'term',
    term: replaced(term, direction.kind === 'symbol' ? direction.name : ''),
    unit: null,
  }));
}

/** The term with one direction as 1 and the others as 0. */
function replaced(term: Term, one: string): Term {
  if (term.kind === 'call') return { ...term, args: term.args.map((arg) => replaced(arg, one)) };
  if (term.kind !== 'symbol' || !term.name.startsWith('\\mathbf{')) return term;
  return number(rational(term.name === one ? 1 : 0));
}

/** Answers of two different clear kinds (a number, a word, a point) differ; any other two are undecided. */
function apart(a: Answer, b: Answer): Comparison {
  const kinds = [a, b].map(clearKind);
  const [x, y] = kinds;
  return x && y && x !== y ? different(`${x} and ${y}`) : undecided('answers of different kinds');
}

/** Words that may stand for a number, a time or nothing at all. */
const LIKE_A_NUMBER = new Set(['none', 'nothing', 'no', 'noon', 'midnight', 'dozen', 'half', 'both', 'all']);

function clearKind(answer: Answer): string | null {
  switch (answer.kind) {
    case 'term':
      return variablesOf(answer.term).length === 0 ? 'a number' : 'an expression';
    case 'word':
      return answer.words.some((word) => /\d|^.$/.test(word) || LIKE_A_NUMBER.has(word)) ? null : 'a word';
    case 'tuple':
      return 'a point';
    case 'matrix':
      return 'a matrix';
    case 'range':
      return 'an interval';
    case 'set':
      return answer.items.length === 0 ? 'nothing' : null;
    case 'clock':
      return 'a time';
    default:
      return null;
  }
}
