/** How many were done at a moment, ms since 1970. */
export interface RateSample {
  readonly at: number;
  readonly done: number;
}

/** The window that we look back over: short enough to follow a change of pace, long enough for a slow model. */
const WINDOW_MS = 30_000;

/** Adds the current sample and discards old ones; the oldest that stays may be older than the window. */
export function addSample(samples: readonly RateSample[], now: RateSample): readonly RateSample[] {
  const last = samples.at(-1);
  // A retry lowered the number: earlier samples mean nothing any more.
  if (last && now.done < last.done) return [now];
  const young = samples.findIndex(({ at }) => at >= now.at - WINDOW_MS);
  return [...samples.slice(Math.max(0, young < 0 ? samples.length - 1 : young - 1)), now];
}

/** Records a second over the samples; null before two of them differ in time. */
export function rateOf(samples: readonly RateSample[]): number | null {
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last || last.at <= first.at) return null;
  return ((last.done - first.done) / (last.at - first.at)) * 1000;
}
