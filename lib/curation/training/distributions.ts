import type { CurationDistributions } from '#lib/contract/curation-batch.ts';
import type { CurationSummary } from '#lib/contract/curation-record.ts';

interface Count {
  value: number;
  count: number;
}
interface Bin {
  /** Included. */
  from: number;
  /** Not included. */
  to: number;
  count: number;
}

const RATIO_BIN = 0.25;
/** About so many bars in a chart of tokens. */
const TOKEN_BINS = 16;

/** Ascending and without gaps. */
export function distributionsOf(summaries: readonly CurationSummary[]): CurationDistributions {
  const tokens = summaries.map(({ sampleTokens }) => sampleTokens);
  return {
    records: summaries.length,
    stages: counts(summaries.map(({ stages }) => stages)),
    promptsPerStage: counts(summaries.flatMap(({ promptsPerStage }) => promptsPerStage)),
    tokens: bins(tokens, roundWidth(Math.max(1, ...range(tokens)) / TOKEN_BINS)),
    ratio: bins(
      summaries.map(({ ratio }) => ratio),
      RATIO_BIN,
    ),
  };
}

/** A loop: a hundred thousand arguments are more than a call takes. */
function range(values: readonly number[]): [least: number, most: number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}

function counts(values: readonly number[]): Count[] {
  return bins(values, 1).map(({ from, count }) => ({ value: from, count }));
}

function bins(values: readonly number[], width: number): Bin[] {
  if (values.length === 0) return [];
  const [least, most] = range(values).map((value) => Math.floor(value / width)) as [number, number];
  const found = Array.from({ length: most - least + 1 }, (_, index) => ({
    from: (least + index) * width,
    to: (least + index + 1) * width,
    count: 0,
  }));
  for (const value of values) {
    const bin = found[Math.floor(value / width) - least];
    if (bin) bin.count++;
  }
  return found;
}

/** 1, 2 or 5 times a power of ten, at least as wide. */
function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, width)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((round) => round >= width) ?? power;
}
