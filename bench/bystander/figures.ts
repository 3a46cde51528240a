export interface Waits {
  count: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

/** What the watcher measured between `begin` and `end`. */
export interface Figures {
  /** Waits for `/api/health`. */
  health: Waits & { failed: number };
  /** Waits for a server that does nothing, in a process of its own: the delay that the machine itself causes. */
  idle: Waits;
  /** From the moment the endpoint sends a token to the moment the viewer receives it. */
  stream: Waits & { ended: boolean };
}

export type ToWatcher =
  | { type: 'watch'; base: string; session: string; idlePort: number; everyMs: number }
  | { type: 'begin' }
  | { type: 'end' };
export type FromWatcher = { type: 'ready'; endpointPort: number } | { type: 'figures'; figures: Figures };

export function waitsOf(values: readonly number[]): Waits {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: sorted.at(-1) ?? 0 };
}
