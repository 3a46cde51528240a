/**
 * The mean of neighbouring points on x, with about as many points in each bin, so that all means are equally reliable.
 */
export interface Bin {
  readonly count: number;
  readonly fromX: number;
  readonly toX: number;
  readonly meanX: number;
  readonly meanY: number;
  /** Standard error of that mean: s ÷ √n. */
  readonly errorY: number;
}

/** With fewer points in a bin its mean is mostly noise. */
const LEAST_PER_BIN = 6;
const MOST_BINS = 8;

/** Splits by x into at most 8 bins of at least 6 points; none for fewer than two bins’ worth. */
export function binMeans(points: readonly { readonly x: number; readonly y: number }[]): Bin[] {
  const count = Math.min(MOST_BINS, Math.floor(points.length / LEAST_PER_BIN));
  if (count < 2) return [];
  const sorted = points.toSorted((left, right) => left.x - right.x);
  const bins: Bin[] = [];
  for (let bin = 0; bin < count; bin++) {
    const part = sorted.slice(
      Math.floor((bin * sorted.length) / count),
      Math.floor(((bin + 1) * sorted.length) / count),
    );
    bins.push({
      count: part.length,
      fromX: part[0]?.x ?? 0,
      toX: part.at(-1)?.x ?? 0,
      meanX: mean(part.map(({ x }) => x)) ?? 0,
      meanY: mean(part.map(({ y }) => y)) ?? 0,
      errorY: standardError(part.map(({ y }) => y)),
    });
  }
  return bins;
}

function standardError(values: readonly number[]): number {
  const middle = mean(values) ?? 0;
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length);
}

/** Null for an empty list. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
