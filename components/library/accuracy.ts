import { wilsonInterval } from '#lib/base/wilson-interval.ts';
import type { LibraryRow } from '#lib/contract/library.ts';
import type { Strategy } from '#lib/trace/events.ts';
import { pairGroups } from './pair-groups.ts';
import { countsInMeans } from './row.ts';

/**
 * Whether a row's answer is right; `no-answer` and `no-key` say what is missing, `pending` that the server is still
 * judging it.
 */
export type RowMark = 'right' | 'wrong' | 'undecided' | 'no-answer' | 'no-key' | 'pending';

export function rowMark({ correct, ruling, verdict, expected, answer, status }: LibraryRow): RowMark {
  if (correct !== null) return correct ? 'right' : 'wrong';
  if (ruling || verdict) return 'undecided';
  if (expected === null) return 'no-key';
  return answer === null && status !== 'running' ? 'no-answer' : 'pending';
}

/**
 * Right ÷ (right + wrong) of one strategy; the rule-based built-in has an entry of its own, since it is no language
 * model.
 */
export interface Accuracy {
  readonly strategy: Strategy;
  readonly ruleBased: boolean;
  readonly right: number;
  /** Number of right and wrong answers: the denominator of the share. */
  readonly judged: number;
  readonly share: number;
  /** 95 % Wilson interval. */
  readonly low: number;
  readonly high: number;
}

export interface AccuracySummary {
  readonly groups: readonly Accuracy[];
  /** Neither right nor wrong, and in no share. */
  readonly undecided: number;
  readonly noAnswer: number;
  readonly noKey: number;
  /** Pairs in which both sides are right or wrong: the oldest trace of each strategy. */
  readonly pairs: { both: number; onlySprint: number; onlySequential: number; neither: number } | null;
}

/** Null where nothing among the rows is right or wrong. O(rows). */
export function accuracyOf(rows: readonly LibraryRow[]): AccuracySummary | null {
  const counts = new Map<string, { strategy: Strategy; ruleBased: boolean; right: number; judged: number }>();
  const others: Record<RowMark, number> = {
    ...{ right: 0, wrong: 0, undecided: 0, 'no-answer': 0, 'no-key': 0, pending: 0 },
  };
  for (const row of rows) {
    if (!countsInMeans(row)) continue;
    const mark = rowMark(row);
    others[mark] += 1;
    if (mark !== 'right' && mark !== 'wrong') continue;
    const { strategy, ruleBased } = row;
    const key = `${strategy} ${ruleBased}`;
    const group = counts.get(key) ?? { strategy, ruleBased, right: 0, judged: 0 };
    if (mark === 'right') group.right += 1;
    group.judged += 1;
    counts.set(key, group);
  }
  if (counts.size === 0) return null;
  const groups = [...counts.values()].map((group): Accuracy => {
    const { low, high } = wilsonInterval(group.right, group.judged) ?? { low: 0, high: 1 };
    return { ...group, share: group.right / group.judged, low, high };
  });
  // SPRINT first, the built-in last.
  groups.sort(
    (left, right) =>
      Number(left.ruleBased) - Number(right.ruleBased) || right.strategy.localeCompare(left.strategy),
  );
  return {
    groups,
    ...{ undecided: others.undecided, noAnswer: others['no-answer'], noKey: others['no-key'] },
    pairs: pairsOf(rows),
  };
}

function pairsOf(rows: readonly LibraryRow[]): AccuracySummary['pairs'] {
  const pairs = { both: 0, onlySprint: 0, onlySequential: 0, neither: 0 };
  for (const group of pairGroups(rows).values()) {
    const sprint = group.find(({ strategy, correct }) => strategy === 'sprint' && correct !== null);
    const sequential = group.find(({ strategy, correct }) => strategy === 'sequential' && correct !== null);
    if (!sprint || !sequential) continue;
    if (sprint.correct) pairs[sequential.correct ? 'both' : 'onlySprint'] += 1;
    else pairs[sequential.correct ? 'onlySequential' : 'neither'] += 1;
  }
  return Object.values(pairs).some((count) => count > 0) ? pairs : null;
}
