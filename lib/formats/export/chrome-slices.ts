/** A stretch of a track before placement; times are ms of the log, and may cross. */
export interface Slice {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly children?: readonly Slice[];
}

/** In whole microseconds; inside its parent, and not before the end of the previous slice. */
export interface PlacedSlice {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly args: Readonly<Record<string, unknown>>;
  /** 0 on the track itself. */
  readonly depth: number;
}

const micros = (ms: number): number => Math.round(ms * 1000);

/**
 * Places the slices of one track so that they nest and none overlaps another: a viewer draws overlapping ones wrongly,
 * or not at all. A slice on top is at least a microsecond long, so that an arrow can begin or end inside it. Where log
 * times cross (a broken import), we move them as little as possible.
 */
export function placeSlices(slices: readonly Slice[]): PlacedSlice[] {
  const placed: PlacedSlice[] = [];
  place(slices, 0, Number.MAX_SAFE_INTEGER, 0, placed);
  return placed;
}

function place(
  slices: readonly Slice[],
  earliest: number,
  latest: number,
  depth: number,
  placed: PlacedSlice[],
): void {
  let at = earliest;
  for (const slice of [...slices].sort((left, right) => left.fromMs - right.fromMs)) {
    const from = Math.min(Math.max(micros(slice.fromMs), at), latest);
    const shortest = depth === 0 ? from + 1 : from;
    const to = Math.min(Math.max(micros(slice.toMs), shortest), latest);
    placed.push({ name: slice.name, from, to, args: slice.args ?? {}, depth });
    place(slice.children ?? [], from, to, depth + 1, placed);
    at = to;
  }
}
