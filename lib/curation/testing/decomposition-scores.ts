import type { Decomposition, Step } from '#lib/contract/curation-record.ts';
import { firstLineOf, linesOf, parentsOf } from '../edits/draft-steps.ts';

/** How many of one side's items the other has too. The counts of several records may be summed. */
export interface Agreement {
  readonly both: number;
  readonly onlyFound: number;
  readonly onlyTrue: number;
}

/** Harmonic mean of precision and recall; null if neither side has any items. */
export const f1 = ({ both, onlyFound, onlyTrue }: Agreement): number | null =>
  both + onlyFound + onlyTrue === 0 ? null : (2 * both) / (2 * both + onlyFound + onlyTrue);

export const added = (agreements: readonly Agreement[]): Agreement => ({
  both: agreements.reduce((sum, { both }) => sum + both, 0),
  onlyFound: agreements.reduce((sum, { onlyFound }) => sum + onlyFound, 0),
  onlyTrue: agreements.reduce((sum, { onlyTrue }) => sum + onlyTrue, 0),
});

function agreement(found: ReadonlySet<string>, truth: ReadonlySet<string>): Agreement {
  const both = [...found].filter((one) => truth.has(one)).length;
  return { both, onlyFound: found.size - both, onlyTrue: truth.size - both };
}

/** First lines of steps, except that of the first step, since every text begins with one. */
export function boundaryAgreement(found: readonly Step[], truth: readonly Step[]): Agreement {
  return agreement(starts(found), starts(truth));
}

const starts = (steps: readonly Step[]): ReadonlySet<string> =>
  new Set(
    steps.flatMap((step, index) => {
      const first = firstLineOf(step);
      return index === 0 || first === null ? [] : [String(first)];
    }),
  );

/** `parents`: for each step the indices of the steps it needs, from 0. */
export type Parents = readonly (readonly number[])[];

/** The parents of each step as indices, in the order of the steps. */
export function placesOf(decomposition: Decomposition): Parents {
  const places = new Map(decomposition.steps.map(({ id }, index) => [id, index]));
  return decomposition.steps.map(({ id }) =>
    parentsOf(decomposition, id).flatMap((parent) => places.get(parent) ?? []),
  );
}

/** Every step needs the one before it. */
export const chainOf = (steps: number): Parents =>
  Array.from({ length: steps }, (_, index) => (index === 0 ? [] : [index - 1]));

export function edgeAgreement(found: Parents, truth: Parents): Agreement {
  return agreement(edgesOf(found), edgesOf(truth));
}

const edgesOf = (parents: Parents): ReadonlySet<string> =>
  new Set(parents.flatMap((own, index) => own.map((parent) => `${parent} ${index}`)));

/** Pairs of steps neither of which comes before the other, however distant. */
export function independentAgreement(found: Parents, truth: Parents): Agreement {
  return agreement(independentPairs(found), independentPairs(truth));
}

export function independentPairs(parents: Parents): ReadonlySet<string> {
  const pairs = new Set<string>();
  ancestorsOf(parents).forEach((all, index) => {
    for (let earlier = 0; earlier < index; earlier++) if (!all.has(earlier)) pairs.add(`${earlier} ${index}`);
  });
  return pairs;
}

/**
 * Transfers the order of `found` to the steps of `truth`, which divide the lines differently: an earlier true step
 * comes before a later one if most pairs of their lines say so, that is if the line of the later step is in the same
 * found step as the line of the earlier one, or in one that follows from it. A chain thus becomes the chain of the true
 * steps, however it was cut: cuts alone neither gain nor lose an edge or an independent pair. We leave out edges that
 * follow from others.
 */
export function parentsOnto(found: Decomposition, truth: readonly Step[]): Parents {
  const owner = new Map<number, number>();
  found.steps.forEach((step, index) => {
    for (const line of eachLineOf(step)) if (!owner.has(line)) owner.set(line, index);
  });
  const ancestors = ancestorsOf(placesOf(found));
  const shares = truth.map((step) => sharesOf(step, owner));
  const before = truth.map((_, later) =>
    Array.from({ length: later }, (_, earlier) => earlier).filter((earlier) =>
      comesBefore(shares[earlier] ?? new Map(), shares[later] ?? new Map(), ancestors),
    ),
  );
  return before.map((all) => all.filter((one) => !all.some((other) => before[other]?.includes(one))));
}

/** Number of lines of a step that each found step has. */
function sharesOf(step: Step, owner: ReadonlyMap<number, number>): Map<number, number> {
  const shares = new Map<number, number>();
  for (const line of eachLineOf(step)) {
    const place = owner.get(line);
    if (place !== undefined) shares.set(place, (shares.get(place) ?? 0) + 1);
  }
  return shares;
}

function comesBefore(
  earlier: ReadonlyMap<number, number>,
  later: ReadonlyMap<number, number>,
  ancestors: readonly ReadonlySet<number>[],
): boolean {
  let pairs = 0;
  let ordered = 0;
  for (const [from, fromLines] of earlier)
    for (const [to, toLines] of later) {
      pairs += fromLines * toLines;
      // Lines in the opposite order of the true steps are still ordered.
      if (from === to || ancestors[to]?.has(from) || ancestors[from]?.has(to)) ordered += fromLines * toLines;
    }
  return pairs === 0 || ordered * 2 > pairs;
}

function ancestorsOf(parents: Parents): Set<number>[] {
  const ancestors: Set<number>[] = [];
  for (const own of parents)
    ancestors.push(new Set(own.flatMap((parent) => [parent, ...(ancestors[parent] ?? [])])));
  return ancestors;
}

const eachLineOf = (step: Step): number[] =>
  linesOf(step).flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at));

/** Divides the lines into `count` steps of equal length, each after the other: a baseline that reads no text. */
export function evenSteps(lines: number, count: number): Step[] {
  return Array.from({ length: count }, (_, index) => {
    const first = Math.round((index * lines) / count) + 1;
    const last = Math.round(((index + 1) * lines) / count);
    return {
      ...{ id: `s${index + 1}`, description: '', prompt: '' },
      ...{ plan: [], execution: last >= first ? [{ first, last }] : [], comment: [], planOnly: 'by-rule' },
    } satisfies Step;
  });
}
