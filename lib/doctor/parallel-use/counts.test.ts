import { describe, expect, it } from 'vitest';
import { trace } from '../testing/use-trace.ts';
import { rowsOfUse, sumOfUses } from './counts.ts';
import { parallelUse } from './parallel-use.ts';

describe('rowsOfUse', () => {
  it('names what was counted of what, and the tokens with their share', async () => {
    const use = parallelUse(await trace);
    expect(rowsOfUse(use, false).map(({ counted }) => counted)).toEqual([
      '2 of 5 parallel executions, 2 undecided',
      '1 of 6 prompts',
      '1 of 6 prompts',
      '1 of 3 stages',
    ]);
    expect(rowsOfUse(use, true)[0]?.tokens).toMatch(/^≈\d+ tokens \(\d+ %\)$/);
  });

  it('leaves out what has nothing to count', () => {
    expect(rowsOfUse(sumOfUses([]), false)).toEqual([]);
  });
});

describe('sumOfUses', () => {
  it('adds counts and tokens of several traces', async () => {
    const use = parallelUse(await trace);
    const sum = sumOfUses([use, use]);
    expect(sum.verifying).toEqual({
      count: 2 * use.verifying.count,
      of: 2 * use.verifying.of,
      tokens: 2 * use.verifying.tokens,
      ofTokens: 2 * use.verifying.ofTokens,
    });
    expect(sum.undecided).toBe(2 * use.undecided);
  });
});
