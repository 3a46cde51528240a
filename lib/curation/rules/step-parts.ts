import type { LineRange, Step } from '../decomposition.ts';
import type { ReadLine } from './line-roles.ts';

/** Lines of neither kind that an announcement may have between itself and the next. */
const MOST_BETWEEN = 2;

/**
 * What of lines `first` to `last` (from 0, both included) is plan, execution and comment: the plan up to the last line
 * that announces before the work begins, the comment from where only judgements follow. In lines from 1, each at most one range.
 */
export function partsOfStep(
  lines: readonly ReadLine[],
  first: number,
  last: number,
): Pick<Step, 'plan' | 'execution' | 'comment'> {
  let comment = last + 1;
  while (comment > first + 1 && lines[comment - 1]?.role === 'judges') comment--;
  let plan = first;
  for (let at = first, between = 0; at < comment && between <= MOST_BETWEEN; at++) {
    const role = lines[at]?.role;
    if (role === 'works') break;
    if (role === 'announces') {
      plan = at + 1;
      between = 0;
    } else between++;
  }
  return { plan: range(first, plan), execution: range(plan, comment), comment: range(comment, last + 1) };
}

const range = (from: number, end: number): LineRange[] =>
  end > from ? [{ first: from + 1, last: end }] : [];
