import type { Answer } from '../notation/answer.ts';
import { basedValue } from '../notation/read-based.ts';
import { compareTerms } from '../terms/compare-terms.ts';
import { call, type Term } from '../terms/term.ts';
import { compareEquations, compareInequalities } from './compare-equations.ts';
import { compareOrdered } from './compare-lists.ts';
import { compareRanges } from './compare-ranges.ts';
import { compareQuantities } from './compare-units.ts';
import { compareWords } from './compare-words.ts';
import { type Comparison, different, equal, undecided } from './comparison.ts';
import type { Asked } from './question.ts';

/** Two answers of the same kind; null where they are not. */
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
