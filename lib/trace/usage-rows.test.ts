import { expect, it } from 'vitest';
import type { SessionUsage } from './usage.ts';
import { callsWords, usageRows } from './usage-rows.ts';

const usage: SessionUsage = {
  calls: 4,
  failedCalls: 1,
  promptTokens: { reported: 5800, reportedCalls: 3, estimated: 6100 },
  cachedTokens: { reported: null, reportedCalls: 0, estimated: null },
  outputTokens: { reported: 2000, reportedCalls: 4, estimated: 1990 },
  reasoningTokens: { reported: null, reportedCalls: 0, estimated: 0 },
  cost: { amount: 0.0123, isEstimate: true, pricedCalls: 4 },
};

it('says what was reported, by how many calls, and what we count; nothing where there is nothing', () => {
  expect(
    usageRows(usage).map(({ name, reported, coverage, counted }) => [name, reported, coverage, counted]),
  ).toEqual([
    ['promptTokens', '5,800', '3 of 4 calls', '≈ 6,100'],
    ['outputTokens', '2,000', null, '≈ 1,990'],
    ['cost', null, null, '≈ 0.012'],
  ]);
  expect(callsWords(usage)).toBe('4 calls, 1 of them failed');
});

it('a cost of reported tokens is no estimate, and says how many calls have a price', () => {
  const cost = { amount: 120.4, isEstimate: false, pricedCalls: 2 };
  expect(usageRows({ ...usage, cost }).at(-1)).toMatchObject({
    reported: '120',
    counted: null,
    coverage: '2 of 4 calls priced',
  });
});
