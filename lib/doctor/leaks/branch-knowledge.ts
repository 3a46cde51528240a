import type { Quantity } from '#lib/text/quantities.ts';
import type { Sentence } from '#lib/text/sentences.ts';
import type { BranchView, MathText, StageView } from '../context-view.ts';
import type { Examined } from '../examined.ts';

/** We count an expression with a name as known only if a text stated it by itself; `2k` is not known from `-c + 2k`. */
const isExpression = (key: string): boolean => /\p{L}/u.test(key) && /[\d^*/+-]/.test(key);

/** Whether an executor was shown this: in the question, an earlier stage, or the part of its plan that it saw. */
export function statedEarlier(trace: Examined, view: StageView, branch: BranchView, key: string): boolean {
  if (isExpression(key) ? view.isStatedEarlier(key) : view.isEarlier(key)) return true;
  const inPlan = saidIn(trace.context.mathOf(view.stage.plan), key);
  return inPlan !== undefined && inPlan.start < branch.seesPlanUntil;
}

const saidIn = ({ first, stated }: MathText, key: string): Quantity | undefined =>
  (isExpression(key) ? stated : first).get(key);

/** Whether nothing that this executor was shown contains it, and neither does its own text before `from`. */
export function isNews(
  trace: Examined,
  view: StageView,
  branch: BranchView,
  { key }: Quantity,
  from: number,
): boolean {
  const own = saidIn(branch.math, key);
  return own !== undefined && own.start >= from && !statedEarlier(trace, view, branch, key);
}

/** The first other branch of the stage that has it. */
export const siblingWith = (
  { branches }: StageView,
  branch: BranchView,
  key: string,
): BranchView | undefined =>
  branches.find((other) => other !== branch && saidIn(other.math, key) !== undefined);

/** Both lists are in the order of the text, except equations: one pass assigns each sentence its own. */
export function quantitiesBySentence({ math }: BranchView, sentences: readonly Sentence[]): Quantity[][] {
  const lists: Quantity[][] = sentences.map(() => []);
  let index = 0;
  for (const quantity of math.quantities) {
    while (index > 0 && (sentences[index]?.start ?? 0) > quantity.start) index--;
    while (index < sentences.length - 1 && (sentences[index]?.end ?? 0) <= quantity.start) index++;
    lists[index]?.push(quantity);
  }
  return lists;
}

const LEAST_WEIGHT = 2;
/** Statements at the end of an execution that can be its conclusion. */
const LAST = 4;

/** The results of an execution: the last side of its last equations, and values stated alone at its end. */
export function branchResults({ math }: BranchView): Quantity[] {
  const results = new Map<string, Quantity>();
  const sentences = math.statements.map(({ sentence }) => sentence);
  const lastTwo = new Set(
    sentences
      .slice(-LAST)
      .sort((a, b) => b - a)
      .slice(0, 2),
  );
  for (const { sides, sentence } of math.statements.slice(-LAST).reverse()) {
    const last = sides.at(-1);
    if (!last || !lastTwo.has(sentence) || last.weight < LEAST_WEIGHT) continue;
    if (sides.length === 1 && last.isComputation && /[=]/.test(last.key)) continue;
    if (!results.has(last.key)) results.set(last.key, last);
  }
  return [...results.values()];
}
