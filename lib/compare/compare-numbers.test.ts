import { expect, test } from 'vitest';
import { sessionMetrics } from '#lib/trace/metrics.ts';
import type { TraceState } from '#lib/trace/state.ts';
import { worked, workedThinking } from '#lib/trace/testing/worked-example.ts';
import { compareNumbers } from './compare-numbers.ts';
import { sequentialText, traceLog } from './testing/traces.ts';

const sideOf = (state: TraceState) => ({ state, metrics: sessionMetrics(state) });

/** 300 tokens in one stream, on the worked example's tokenizer and clock. */
const sequential: TraceState = await (async () => {
  const { state } = await traceLog(sequentialText, { tokenizer: 'test', clock: 'wall' });
  const { thought, session } = state;
  if (!thought?.tokens || !session) throw new Error('unreachable');
  return {
    ...state,
    endedAt: 5200,
    thought: { ...thought, tokens: { text: 300, withTags: 320, thinking: 0 } },
  };
})();

// The worked example, by hand (lib/trace/testing): authors 100 + 40 + 90 + 10; paper 90 + 50 + 10; total 340.
test('each number keeps both values; difference and ratio are of the first against the second', () => {
  const numbers = compareNumbers([sideOf(worked), sideOf(sequential)], 'authors');
  expect(numbers.sequential).toMatchObject({ values: [240, 300], difference: -60, ratio: 0.8 });
  expect(numbers.total).toMatchObject({ values: [340, 300], difference: 40 });
  expect(numbers.wall).toMatchObject({ values: [2600, 5200], difference: -2600, ratio: 0.5 });
  expect(numbers.savedWithin.values[0]).toBeCloseTo(1 - 240 / 340);
  expect(numbers.savedWithin.values[1]).toBe(0);
  expect(numbers.savedWithin.ratio).toBeNull();
});

test('thinking counts on both sides, and two readings are never set against each other', () => {
  const numbers = compareNumbers([sideOf(workedThinking), sideOf(sequential)], 'authors');
  expect(numbers).toMatchObject({
    reading: 'decoded',
    sequential: { values: [710, 300], difference: 410 },
    total: { values: [830, 300] },
  });
  expect(numbers.savedAgainst.share).toBeCloseTo(1 - 710 / 300);
  const visible = { state: workedThinking, metrics: sessionMetrics(workedThinking, 'visible') };
  const mixed = compareNumbers([visible, sideOf(sequential)], 'authors');
  expect(mixed.reading).toBeNull();
  for (const number of [mixed.sequential, mixed.total, mixed.savedWithin])
    expect(number).toMatchObject({ difference: null, incomparable: 'readings' });
  expect(mixed.savedAgainst).toMatchObject({ share: null, incomparable: 'readings' });
});

test('every definition counts both sides its own way', () => {
  const by = (definition: Parameters<typeof compareNumbers>[1]) =>
    compareNumbers([sideOf(worked), sideOf(sequential)], definition);
  expect(by('paper').sequential.values).toEqual([150, 300]);
  expect(by('barrier').sequential.values).toEqual([150 + 40 + 120 + 10, 300]);
  expect(by('with-tags').sequential.values[1]).toBe(320);
  expect(by('with-tags').total.values[1]).toBe(320);
});

test('the saving against a real run is that of the other side, whichever comes first', () => {
  const saved = compareNumbers([sideOf(worked), sideOf(sequential)], 'authors').savedAgainst;
  expect(saved).toMatchObject({ reference: 1, tokens: 240, referenceTokens: 300 });
  expect(saved.share).toBeCloseTo(0.2);
  const turned = compareNumbers([sideOf(sequential), sideOf(worked)], 'authors').savedAgainst;
  expect(turned).toMatchObject({ reference: 0, tokens: 240, referenceTokens: 300 });
});

test('without exactly one sequential side there is no such saving', () => {
  expect(compareNumbers([sideOf(worked), sideOf(worked)], 'authors').savedAgainst).toMatchObject({
    reference: null,
    share: null,
  });
});

test('counts of different tokenizers stand side by side, never against each other', async () => {
  const { state } = await traceLog(sequentialText, { tokenizer: 'other', clock: 'wall' });
  const numbers = compareNumbers([sideOf(worked), sideOf(state)], 'authors');
  expect(numbers).toMatchObject({ sameTokenizer: false, tokenizers: ['test', 'other'] });
  expect(numbers.sequential).toMatchObject({ difference: null, ratio: null, incomparable: 'tokenizers' });
  expect(numbers.total.incomparable).toBe('tokenizers');
  expect(numbers.savedAgainst).toMatchObject({ share: null, incomparable: 'tokenizers' });
  // Measured times do not depend on the tokenizer.
  expect(numbers.wall.incomparable).toBeNull();
});

test('imported text has no wall time to compare', async () => {
  const { state } = await traceLog(sequentialText, { tokenizer: 'test', clock: 'tokens' });
  expect(compareNumbers([sideOf(worked), sideOf(state)], 'authors').wall).toMatchObject({
    values: [2600, null],
    difference: null,
    incomparable: 'no-clock',
  });
});

test('what a running side has so far is no result: nothing is measured against it', () => {
  const running = { ...sequential, status: 'running' as const, endedAt: null };
  const numbers = compareNumbers([sideOf(worked), sideOf(running)], 'authors');
  for (const number of [numbers.sequential, numbers.total, numbers.savedWithin, numbers.wall])
    expect(number).toMatchObject({ difference: null, ratio: null, incomparable: 'running' });
  expect(numbers.sequential.values).toEqual([240, 300]);
  expect(numbers.savedAgainst).toMatchObject({ share: null, incomparable: 'running' });
});

test('a side that broke off is not set against a whole one; what is a share of its own trace stays comparable', () => {
  for (const status of ['failed', 'truncated', 'cancelled', 'interrupted'] as const) {
    const part = sideOf({ ...worked, status });
    const numbers = compareNumbers([part, sideOf(sequential)], 'authors');
    for (const number of [numbers.sequential, numbers.total, numbers.wall])
      expect(number).toMatchObject({ difference: null, incomparable: 'partial' });
    expect(numbers.savedAgainst).toMatchObject({ share: null, incomparable: 'partial' });
    expect(numbers.savedWithin.difference).not.toBeNull();
  }
});
