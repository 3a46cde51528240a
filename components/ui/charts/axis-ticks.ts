/** A scale with round ends and the ticks on it. */
export interface Scale {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

/** Round values over [from, to], about `wanted` of them: steps of 1, 2 or 5 times a power of ten. */
export function niceScale(from: number, to: number, wanted: number): Scale {
  const span = to > from ? to - from : Math.max(Math.abs(to), 1);
  const step = niceStep(span / Math.max(1, wanted));
  const first = Math.floor(from / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil((to > from ? to : from + span) / step - 1e-9));
  const ticks: number[] = [];
  // Multiplies instead of adding up: ten steps of 0.1 are not 1. The `+ 0` turns -0 into 0.
  for (let at = first; at <= last; at++) ticks.push(round(at * step) + 0);
  return { from: round(first * step) + 0, to: round(last * step) + 0, ticks };
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough * 0.999) ?? power * 10;
}

const round = (value: number): number => Number(value.toPrecision(12));
