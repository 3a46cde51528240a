import type { Answer } from '../notation/answer.ts';
import { rangeOf } from '../notation/ranges.ts';
import { compareTerms } from '../terms/compare-terms.ts';
import { variablesOf } from '../terms/term.ts';
import { compareEquations, type Equation } from './compare-equations.ts';
import {
  compareOrdered,
  compareUnordered,
  isAssignment,
  MOST_SIGNS,
  signsOf,
  withoutSigns,
} from './compare-lists.ts';
import { compareMixed } from './compare-mixed.ts';
import { compareRanges } from './compare-ranges.ts';
import { compareSame } from './compare-same.ts';
import { type Comparison, different, undecided } from './comparison.ts';
import type { Asked } from './question.ts';

/** Compares two parsed answers. Symmetric if its caller orders the two: see judge. */
export function compareAnswers(a: Answer, b: Answer, asked: Asked): Comparison {
  const compare = (x: Answer, y: Answer): Comparison => compareAnswers(x, y, asked);
  if (signsOf(a) + signsOf(b) > 0) return compareSigned(a, b, compare);
  const [x, y] = [valuesOf(a), valuesOf(b)];
  if (x && y) return compareLists(a, b, x, y, asked, compare);
  return (
    compareNamed(a, b, compare) ?? compareSame(a, b, asked, compare) ?? compareMixed(a, b, asked, compare)
  );
}

/** Items of a list or a set. */
const valuesOf = (answer: Answer): readonly Answer[] | null =>
  answer.kind === 'list' || answer.kind === 'set' ? answer.items : null;

/** `1 ± 2` is a list of two values; several signs may change together or independently. */
function compareSigned(a: Answer, b: Answer, compare: (x: Answer, y: Answer) => Comparison): Comparison {
  if (Math.max(signsOf(a), signsOf(b)) > MOST_SIGNS) return undecided('many signs');
  const ways = signsOf(a) > 1 || signsOf(b) > 1 ? [false, true] : [false];
  const results = ways.map((apart) => compare(asList(a, apart), asList(b, apart)));
  return (
    results.find(({ verdict }) => verdict === 'equal') ??
    results.find(({ verdict }) => verdict === 'undecided') ??
    results[0] ??
    undecided('signs')
  );
}

function asList(answer: Answer, apart: boolean): Answer {
  const items = valuesOf(answer) ?? [answer];
  const signed = items.flatMap((item) => withoutSigns(item, apart));
  const [only] = signed;
  return signed.length === 1 && only ? only : { kind: 'set', items: signed };
}

function compareLists(
  a: Answer,
  b: Answer,
  x: readonly Answer[],
  y: readonly Answer[],
  asked: Asked,
  compare: (x: Answer, y: Answer) => Comparison,
): Comparison {
  const areNamed = [...x, ...y].every(({ kind }) => kind === 'named');
  const unordered = compareUnordered(x, y, compare);
  if (a.kind !== 'list' || b.kind !== 'list' || areNamed) return unordered;
  const isPartlyNamed = isAssignment(x) !== isAssignment(y);
  if (!asked.ordered && !isPartlyNamed) return unordered;
  const ordered = compareOrdered(x, y, compare);
  if (ordered.verdict === 'different' && unordered.verdict === 'equal')
    return asked.ordered
      ? different('the same values in another order')
      : undecided('values without their names, in another order');
  return ordered;
}

/** Compares `x = 5` with `5`, `y = 5`, `2x = 10`; null if neither has a name. */
function compareNamed(
  a: Answer,
  b: Answer,
  compare: (x: Answer, y: Answer) => Comparison,
): Comparison | null {
  if (a.kind === 'named' && b.kind === 'named') {
    const values = compare(a.value, b.value);
    const names = compareTerms(a.name, b.name);
    if (names.verdict === 'equal') return values;
    if (values.verdict === 'equal' && a.name.kind !== b.name.kind) return values;
    const [x, y] = [equationOf(a), equationOf(b)];
    if (x && y && variablesOf(x.left, x.right).length > 1) return compareEquations(x, y);
    return values.verdict === 'undecided' ? values : different('values of different names');
  }
  const [named, other] = a.kind === 'named' ? [a, b] : b.kind === 'named' ? [b, a] : [];
  if (!named || !other) return null;
  if (other.kind === 'equation') {
    const equation = equationOf(named);
    return equation ? compareEquations(equation, other) : undecided('an equation and a value');
  }
  if (other.kind === 'range') {
    const range = rangeOf(named);
    if (range?.kind === 'range' && named.value.kind !== 'range') return compareRanges(range, other);
  }
  const list = valuesOf(other);
  // The reader took `x = 7, -2` beside `{-2, 7}` for a list; one value against several is not a list.
  return list && !valuesOf(named.value)
    ? compareUnordered([named.value], list, compare)
    : compare(named.value, other);
}

function equationOf(answer: Answer): Equation | null {
  if (answer.kind === 'equation') return answer;
  if (answer.kind !== 'named' || answer.name.kind !== 'symbol' || answer.value.kind !== 'term') return null;
  return { left: answer.name, right: answer.value.term };
}
