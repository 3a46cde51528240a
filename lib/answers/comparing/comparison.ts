/** The result of comparing two answers, or parts of them. */
export interface Comparison {
  readonly verdict: 'equal' | 'different' | 'undecided';
  readonly how: string;
}

export const equal = (how: string): Comparison => ({ verdict: 'equal', how });
export const different = (how: string): Comparison => ({ verdict: 'different', how });
export const undecided = (how: string): Comparison => ({ verdict: 'undecided', how });

/** All must be equal; one that differs is enough. */
export function all(parts: readonly Comparison[], how: (last: Comparison | undefined) => string): Comparison {
  const worst =
    parts.find(({ verdict }) => verdict === 'different') ??
    parts.find(({ verdict }) => verdict === 'undecided');
  return worst ?? equal(how(parts.at(-1)));
}
