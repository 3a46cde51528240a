import { describe, expect, it } from 'vitest';
import type { CurationSummary } from '#lib/contract/curation-record.ts';
import { distributionsOf } from './distributions.ts';

const summary = (over: Partial<CurationSummary>): CurationSummary => ({
  steps: 4,
  stages: 2,
  prompts: 3,
  ratio: 2,
  promptsPerStage: [2, 1],
  sequentialTokensBefore: 100,
  sequentialTokensAfter: 60,
  totalTokensAfter: 120,
  sampleTokens: 1000,
  reasons: [],
  leaks: 0,
  diagnostics: 0,
  ...over,
});

describe('distributions', () => {
  it('count every record once, ascending and without gaps', () => {
    const charts = distributionsOf([
      summary({ stages: 2, sampleTokens: 0, ratio: 1.5 }),
      summary({ stages: 5, sampleTokens: 3199, ratio: 1.74, promptsPerStage: [0, 4] }),
      summary({ stages: 2, sampleTokens: 200, ratio: 2.25 }),
    ]);
    expect(charts.records).toBe(3);
    expect(charts.stages).toEqual([
      { value: 2, count: 2 },
      { value: 3, count: 0 },
      { value: 4, count: 0 },
      { value: 5, count: 1 },
    ]);
    expect(charts.promptsPerStage.map(({ count }) => count)).toEqual([1, 2, 2, 0, 1]);
    expect(charts.tokens).toHaveLength(16);
    expect(charts.tokens[0]).toEqual({ from: 0, to: 200, count: 1 });
    expect(charts.tokens[1]).toEqual({ from: 200, to: 400, count: 1 });
    expect(charts.tokens.at(-1)).toEqual({ from: 3000, to: 3200, count: 1 });
    expect(charts.ratio.map(({ count }) => count)).toEqual([2, 0, 0, 1]);
  });

  it('of nothing are empty', () => {
    expect(distributionsOf([])).toEqual({
      records: 0,
      stages: [],
      promptsPerStage: [],
      tokens: [],
      ratio: [],
    });
  });
});
