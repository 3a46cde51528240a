/** Two items to compare, of a kind that a playback may have any number of. */
export type Pair<T> = readonly [first: T, second: T];

/** The same list, typed as a pair: a new identity means that something in it changed. */
export function pairOf<T>(list: readonly T[]): Pair<T> {
  if (list.length !== 2) throw new Error(`${list.length} are no pair`);
  return list as unknown as Pair<T>;
}
