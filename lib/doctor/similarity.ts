import { anyWord } from '#lib/text/word-lists.ts';

/** Longer texts are compared by their beginnings. */
const MOST_TOKENS = 400;
/** What a text is about more than its words: numbers. */
const NUMBER_WEIGHT = 3;

/** Words that say how to ask, not what for. */
const EMPTY = new RegExp(
  `^${anyWord(`
    # small words
    a an the of to in on by for and or is are as it its this that with at be if from each all let
    # how to ask
    use using try plan per above verify verifying confirm confirming check double re consider calculate calculating
    calculations? compute computing determine find analyze analyzing evaluate explore perform finalize recalculate
    reevaluate ensure whether
    # for what every task has
    result results solution`)}$`,
);

/** Words and numbers of a task with their weights, each once; a minus belongs to its number. */
export function weighedTokens(text: string): Map<string, number> {
  const tokens = new Map<string, number>();
  // NFKC makes one digit of ₅, ⁵ and 5.
  const plain = text.slice(0, 8_000).normalize('NFKC').replace(/[−–]/g, '-').toLowerCase();
  for (const word of (plain.match(/-?\d+(?:\.\d+)?|[a-z]+\d*/g) ?? []).slice(0, MOST_TOKENS))
    if (!EMPTY.test(word)) tokens.set(word, /\d/.test(word) ? NUMBER_WEIGHT : 1);
  return tokens;
}

/**
 * Weight that both have, of the weight that either has: 0 to 1. Where each has something of its own the two ask the
 * same of different things (`x = 2`, `x = -2`; pounds, euros), and that is 0.
 */
export function repetition(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let shared = 0;
  let onlyA = 0;
  let onlyB = 0;
  for (const [token, weight] of a) {
    if (b.has(token)) shared += weight;
    else onlyA += weight;
  }
  for (const [token, weight] of b) if (!a.has(token)) onlyB += weight;
  if (onlyA > 0 && onlyB > 0) return 0;
  const all = shared + onlyA + onlyB;
  return all === 0 ? 0 : shared / all;
}
