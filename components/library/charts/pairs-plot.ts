import { niceScale, type Scale } from '#components/ui/charts/axis-ticks.ts';
import { type Bin, binMeans } from './chart-bins.ts';
import { averaged, type PairPoint } from './chart-pairs.ts';

/** A point in px of the drawing. */
export interface PlottedPoint {
  readonly point: PairPoint;
  readonly left: number;
  readonly top: number;
  /** It lies below what is drawn: shown at the edge, as an arrow. */
  readonly below: boolean;
}

export interface PairsPlot {
  readonly x: Scale;
  readonly y: Scale;
  /** By x, so that arrow keys go from left to right. */
  readonly points: readonly PlottedPoint[];
  readonly bins: readonly Bin[];
  toLeft(x: number): number;
  toTop(y: number): number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly margin: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
}

/** A trace that needed twice the tokens or more would squeeze all others into a strip: we draw it at the edge. */
const LOWEST = -1;

/** Places points, ticks and bins into a frame of px. */
export function plotPairs(points: readonly PairPoint[], { width, height, margin }: Frame): PairsPlot {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => Math.max(LOWEST, y));
  const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  const x = niceScale(Math.min(0, ...xs), Math.max(100, ...xs), Math.max(2, Math.floor(inner.width / 90)));
  const y = niceScale(Math.min(0, ...ys), Math.max(0.2, ...ys), Math.max(2, Math.floor(inner.height / 40)));
  const toLeft = (value: number) => margin.left + ((value - x.from) / (x.to - x.from)) * inner.width;
  const toTop = (value: number) =>
    margin.top + ((y.to - Math.max(value, y.from)) / (y.to - y.from)) * inner.height;
  return {
    x,
    y,
    bins: binMeans(averaged(points)),
    points: points
      .map((point) => ({ point, left: toLeft(point.x), top: toTop(point.y), below: point.y < y.from }))
      .sort((left, right) => left.left - right.left || left.top - right.top),
    toLeft,
    toTop,
  };
}

/** Index of the point nearest to a place, no farther than `reach` px; -1 where there is none. */
export function nearestPoint(
  points: readonly PlottedPoint[],
  left: number,
  top: number,
  reach: number,
): number {
  let found = -1;
  let best = reach * reach;
  points.forEach((point, index) => {
    const distance = (point.left - left) ** 2 + (point.top - top) ** 2;
    if (distance <= best) {
      best = distance;
      found = index;
    }
  });
  return found;
}
