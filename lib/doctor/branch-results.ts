import type { Quantity } from '#lib/text/quantities.ts';
import type { BranchView } from './context-view.ts';

const LEAST_WEIGHT = 2;
/** Statements at the end of an execution that can be its conclusion. */
const LAST = 4;

/** What an execution comes to: the last side of its last equations, and values stated alone at its end. */
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
