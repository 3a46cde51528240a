/** Two of what a playback has any number of, where one is set against the other. */
export type Pair<T> = readonly [first: T, second: T];

/** The same list, known to be a pair: its identity says whether anything in it changed. */
export function pairOf<T>(list: readonly T[]): Pair<T> {
  if (list.length !== 2) throw new Error(`${list.length} are no pair`);
  return list as unknown as Pair<T>;
}
