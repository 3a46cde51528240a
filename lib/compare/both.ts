/** Of two traces that are set against each other. */
export type Both<T> = readonly [T, T];
