import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { libraryRow } from '#components/api/testing/library-rows.ts';
import type { UseCounts } from '#lib/doctor/parallel-use/counts.ts';
import { parallelUseChart } from './chart-parallel-use.ts';

const part = fc
  .record({ of: fc.nat(20), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ of, share }) => ({
    of,
    count: Math.floor(of * share),
    ofTokens: of * 10,
    tokens: Math.floor(of * share) * 10,
  }));
const use: fc.Arbitrary<UseCounts> = fc.record({
  repeated: part,
  verifying: part,
  alternative: part,
  onePrompt: part,
  undecided: fc.nat(5),
});
const row = fc
  .record({
    strategy: fc.constantFrom('sprint' as const, 'sequential' as const),
    model: fc.constantFrom('a', 'b'),
    tokenizer: fc.constantFrom('qwen3', 'o200k', null),
    ruleBased: fc.boolean(),
    parallelUse: fc.option(fc.record({ decoded: use, visible: use })),
  })
  .map(libraryRow);

const some = (count: number): UseCounts => {
  const counted = { count, of: 4, tokens: count * 10, ofTokens: 40 };
  return { repeated: counted, verifying: counted, alternative: counted, onePrompt: counted, undecided: 1 };
};
const both = (count: number) => ({ decoded: some(count), visible: some(0) });

describe('parallelUseChart', () => {
  it('adds up by model, kind and tokenizer, and over all', () => {
    const rows = [
      libraryRow({ model: 'a', parallelUse: both(1) }),
      libraryRow({ model: 'a', parallelUse: both(3) }),
      libraryRow({ model: 'b', parallelUse: both(2), tokenizer: 'o200k' }),
      libraryRow({ model: 'b', parallelUse: null }),
      libraryRow({ strategy: 'sequential', parallelUse: null }),
    ];
    const chart = parallelUseChart(rows, 'decoded');
    expect(chart.groups.map(({ model, traces, use }) => [model, traces, use.verifying.count])).toEqual([
      ['a', 2, 4],
      ['b', 1, 2],
    ]);
    expect(chart).toMatchObject({ traces: 3, leftOut: 1, tokenizers: ['qwen3', 'o200k'] });
    expect(chart.all.verifying).toMatchObject({ count: 6, of: 12 });
    expect(parallelUseChart(rows, 'visible').all.verifying.count).toBe(0);
  });

  it('counts every SPRINT row once, and no share leaves 0 to 1', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const chart = parallelUseChart(rows, 'decoded');
        const sprint = rows.filter(({ strategy }) => strategy === 'sprint').length;
        expect(chart.traces + chart.leftOut).toBe(sprint);
        for (const { repeated } of [chart.all, ...chart.groups.map((group) => group.use)]) {
          expect(repeated.count).toBeLessThanOrEqual(repeated.of);
          expect(repeated.tokens).toBeLessThanOrEqual(repeated.ofTokens);
        }
        const sum = chart.groups.reduce((count, group) => count + group.use.repeated.count, 0);
        expect(chart.all.repeated.count).toBe(sum);
      }),
    );
  });
});
