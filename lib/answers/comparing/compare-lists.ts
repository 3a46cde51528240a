import type { Answer } from '../notation/answer.ts';
import { signsIn, withSigns } from '../terms/term.ts';
import { type Comparison, different, equal, undecided } from './comparison.ts';

type Compare = (a: Answer, b: Answer) => Comparison;

/** Comparing each item with each other costs the square of this. */
const MOST_ITEMS = 60;
/** `±` in one answer: two values, or four if the signs change independently. */
export const MOST_SIGNS = 3;

/** Compares several values in any order. Repeated values make no difference between sets. */
export function compareUnordered(a: readonly Answer[], b: readonly Answer[], compare: Compare): Comparison {
  if (a.length > MOST_ITEMS || b.length > MOST_ITEMS) return undecided('long lists');
  const left = [...b];
  let isUnclear = false;
  const unmatched: Answer[] = [];
  for (const item of a) {
    const verdicts = left.map((other) => compare(item, other).verdict);
    const at = verdicts.indexOf('equal');
    if (at >= 0) left.splice(at, 1);
    else {
      unmatched.push(item);
      isUnclear ||= verdicts.includes('undecided');
    }
  }
  if (unmatched.length === 0 && left.length === 0) return equal('the same values');
  const repeats = (items: readonly Answer[], all: readonly Answer[]) =>
    items.every((item) => all.some((other) => compare(item, other).verdict === 'equal'));
  if (repeats(unmatched, b) && repeats(left, a)) return undecided('the same values, some of them repeated');
  if (isUnclear && unmatched.length === left.length) return undecided('values that are not compared here');
  return different(
    a.length === b.length ? 'different values' : `different values, ${a.length} and ${b.length} of them`,
  );
}

export function compareOrdered(a: readonly Answer[], b: readonly Answer[], compare: Compare): Comparison {
  if (a.length !== b.length)
    return different(`${Math.min(a.length, b.length)} and ${Math.max(a.length, b.length)} parts`);
  let worst: Comparison | null = null;
  for (const [at, item] of a.entries()) {
    const other = b[at];
    const result = other ? compare(item, other) : undecided('');
    if (result.verdict === 'different') return result;
    if (result.verdict === 'undecided') worst ??= result;
  }
  return worst ?? equal('the same part by part');
}

/** The values of an answer with `±`, upper signs together unless `apart`; the answer itself if it has no `±`. */
export function withoutSigns(answer: Answer, apart: boolean): readonly Answer[] {
  const count = signsOf(answer);
  if (count === 0) return [answer];
  const ways = apart ? 2 ** count : 2;
  return Array.from({ length: ways }, (_, way) => {
    let at = 0;
    const choose = () => (apart ? ((way >> at++) & 1) === 0 : way === 0);
    return replaceSigns(answer, choose);
  });
}

export function signsOf(answer: Answer): number {
  switch (answer.kind) {
    case 'term':
      return signsIn(answer.term);
    case 'tuple':
    case 'list':
    case 'set':
      return answer.items.reduce((sum, item) => sum + signsOf(item), 0);
    case 'named':
      return signsOf(answer.value);
    default:
      return 0;
  }
}

function replaceSigns(answer: Answer, choose: () => boolean): Answer {
  switch (answer.kind) {
    case 'term':
      return { ...answer, term: withSigns(answer.term, choose) };
    case 'tuple':
      return { ...answer, items: answer.items.map((item) => replaceSigns(item, choose)) };
    case 'named':
      return { ...answer, value: replaceSigns(answer.value, choose) };
    default:
      return answer;
  }
}

/** `x = 1, y = 2`: values with different names. */
export function isAssignment(items: readonly Answer[]): boolean {
  const names = items.map((item) =>
    item.kind === 'named' && item.name.kind === 'symbol' ? item.name.name : null,
  );
  return names.every((name) => name !== null) && new Set(names).size > 1;
}
