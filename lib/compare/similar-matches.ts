import { sentencesOf } from '#lib/text/sentences.ts';
import type { TextRange } from '#lib/text/spans.ts';
import type { BlockMatch, BlockRange } from './exact-matches.ts';
import type { Block } from './passages.ts';
import { type Term, termsOf } from './terms.ts';

export interface SimilarMatch extends BlockMatch {
  /** 0 … 1: shared weight ÷ geometric mean of both sentences' weights; for a longer passage the mean. */
  readonly strength: number;
  /** Its heaviest numbers, formulas and words, heaviest first. */
  readonly shared: readonly string[];
}

/** A term in more sentences than this of one side does not distinguish any, and would make the cost quadratic. */
const MOST_SENTENCES = 40;
/** Factor on a term's rarity: two texts hardly ever share a formula by chance, but often a word. */
const KIND_WEIGHT = { f: 2.2, n: 1.3, w: 0.8 } as const;
/** Chosen by reading the matches of the authors' published pairs (docs/decisions). */
const LEAST_STRENGTH = 0.5;
/** Without a common number or formula: many sentences of a solution use the same few nouns. */
const LEAST_STRENGTH_IN_WORDS = 0.66;
/** In units of weight: a rare formula with its number, or three rare words. */
const LEAST_SHARED = 9;
/** A match must have at least this share of the strength of the best one. */
const BEST_SHARE = 0.999;
const SHARED_SHOWN = 6;

interface Sentence extends BlockRange {
  readonly terms: ReadonlySet<Term>;
}

/** A longer sentence (a table, a text without full stops) is cut at the next space. */
const LONGEST_SENTENCE = 600;

function inParts(text: string, { start, end }: TextRange): TextRange[] {
  const parts: TextRange[] = [];
  let from = start;
  while (end - from > LONGEST_SENTENCE) {
    const space = text.indexOf(' ', from + LONGEST_SENTENCE);
    if (space < 0 || space >= end) break;
    parts.push({ start: from, end: space });
    from = space + 1;
  }
  return [...parts, { start: from, end }];
}

function sentencesIn(blocks: readonly Block[]): Sentence[] {
  return blocks.flatMap((block, position) =>
    sentencesOf(block.text)
      .flatMap((sentence) => inParts(block.text, sentence))
      .map(({ start, end }) => ({
        block: position,
        start: block.start + start,
        end: block.start + end,
        terms: termsOf(block.text.slice(start, end)),
      })),
  );
}

interface Pair {
  readonly left: number;
  readonly right: number;
  readonly strength: number;
}

/**
 * Sentences of two independent texts that say the same: those that are each other's best match and share enough rare
 * terms. Adjacent matches become one passage. Cost: sentences × terms, since frequent terms are not looked up.
 */
export function similarMatches(first: readonly Block[], second: readonly Block[]): SimilarMatch[] {
  const [left, right] = [sentencesIn(first), sentencesIn(second)];
  const weights = weigh(left, right);
  const leftWeights = left.map((sentence) => total(sentence.terms, weights));
  const rightWeights = right.map((sentence) => total(sentence.terms, weights));
  const postings = indexTerms(right);

  const bestOfLeft = new Map<number, Pair>();
  const bestOfRight = new Map<number, Pair>();
  const candidates: Pair[] = [];
  const frequency = indexTerms(left);
  left.forEach((sentence, at) => {
    const shared = new Map<number, { weight: number; exact: boolean }>();
    for (const term of sentence.terms) {
      const places = postings.get(term);
      if (!places || places.length > MOST_SENTENCES || (frequency.get(term)?.length ?? 0) > MOST_SENTENCES)
        continue;
      const weight = weights.get(term) ?? 0;
      for (const place of places) {
        const sum = shared.get(place) ?? { weight: 0, exact: false };
        sum.weight += weight;
        sum.exact ||= kindOf(term) !== 'w';
        shared.set(place, sum);
      }
    }
    for (const [place, { weight, exact }] of shared) {
      if (weight < LEAST_SHARED) continue;
      const strength = weight / Math.sqrt((leftWeights[at] ?? 1) * (rightWeights[place] ?? 1));
      if (strength < (exact ? LEAST_STRENGTH : LEAST_STRENGTH_IN_WORDS)) continue;
      // A repeated sentence ("so the sum is 24") matches the one at the same relative position of its text.
      const distance = Math.abs(at / left.length - place / right.length);
      const pair = { left: at, right: place, strength: Math.min(1, strength) - 0.04 * distance };
      candidates.push(pair);
      if (pair.strength > (bestOfLeft.get(at)?.strength ?? 0)) bestOfLeft.set(at, pair);
      if (pair.strength > (bestOfRight.get(place)?.strength ?? 0)) bestOfRight.set(place, pair);
    }
  });
  const mutual = candidates.filter(
    (pair) =>
      pair.strength >= BEST_SHARE * (bestOfLeft.get(pair.left)?.strength ?? 0) &&
      pair.strength >= BEST_SHARE * (bestOfRight.get(pair.right)?.strength ?? 0),
  );
  return joined(oneEach(mutual), left, right, weights);
}

/** Keeps the first of several equally strong pairs. */
function oneEach(pairs: readonly Pair[]): Pair[] {
  const [lefts, rights] = [new Set<number>(), new Set<number>()];
  return pairs.filter((pair) => {
    if (lefts.has(pair.left) || rights.has(pair.right)) return false;
    lefts.add(pair.left);
    rights.add(pair.right);
    return true;
  });
}

/** idf over the sentences of both texts, times the weight of the term's kind; short numbers weigh less. */
function weigh(left: readonly Sentence[], right: readonly Sentence[]): Map<Term, number> {
  const frequency = new Map<Term, number>();
  for (const sentence of [...left, ...right])
    for (const term of sentence.terms) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const all = left.length + right.length;
  const weights = new Map<Term, number>();
  for (const [term, count] of frequency) {
    const rarity = Math.log(1 + all / count);
    weights.set(term, rarity * KIND_WEIGHT[kindOf(term)] * lengthWeight(term));
  }
  return weights;
}

function kindOf(term: Term): keyof typeof KIND_WEIGHT {
  return term.startsWith('f:') ? 'f' : term.startsWith('n:') ? 'n' : 'w';
}

/** `1` and `2` are everywhere; `1358` is specific. */
const lengthWeight = (term: Term): number => (/^n:\d$/.test(term) ? 0.4 : /^n:\d\d$/.test(term) ? 0.8 : 1);

function total(terms: ReadonlySet<Term>, weights: ReadonlyMap<Term, number>): number {
  let sum = 0;
  for (const term of terms) sum += weights.get(term) ?? 0;
  return sum;
}

function indexTerms(all: readonly Sentence[]): Map<Term, number[]> {
  const postings = new Map<Term, number[]>();
  all.forEach((sentence, at) => {
    for (const term of sentence.terms) {
      const known = postings.get(term);
      if (known) known.push(at);
      else postings.set(term, [at]);
    }
  });
  return postings;
}

function joined(
  pairs: readonly Pair[],
  left: readonly Sentence[],
  right: readonly Sentence[],
  weights: ReadonlyMap<Term, number>,
): SimilarMatch[] {
  const found: SimilarMatch[] = [];
  let group: Pair[] = [];

  function close(): void {
    const [begin, end] = [group[0], group.at(-1)];
    const ends = begin && end && [left[begin.left], left[end.left], right[begin.right], right[end.right]];
    if (ends?.every((sentence) => sentence !== undefined)) {
      const [a, b, c, d] = ends as [Sentence, Sentence, Sentence, Sentence];
      found.push({
        first: { block: a.block, start: a.start, end: b.end },
        second: { block: c.block, start: c.start, end: d.end },
        strength: group.reduce((sum, pair) => sum + pair.strength, 0) / group.length,
        shared: sharedTerms(group, left, right, weights),
      });
    }
    group = [];
  }

  for (const pair of [...pairs].sort((a, b) => a.left - b.left)) {
    const before = group.at(-1);
    const continues =
      before &&
      pair.left === before.left + 1 &&
      pair.right === before.right + 1 &&
      left[pair.left]?.block === left[before.left]?.block &&
      right[pair.right]?.block === right[before.right]?.block;
    if (!continues) close();
    group.push(pair);
  }
  close();
  return found;
}

function sharedTerms(
  pairs: readonly Pair[],
  left: readonly Sentence[],
  right: readonly Sentence[],
  weights: ReadonlyMap<Term, number>,
): string[] {
  const terms = new Set<Term>();
  for (const pair of pairs)
    for (const term of left[pair.left]?.terms ?? []) if (right[pair.right]?.terms.has(term)) terms.add(term);
  return [...terms]
    .sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0))
    .slice(0, SHARED_SHOWN)
    .map((term) => term.slice(2));
}
