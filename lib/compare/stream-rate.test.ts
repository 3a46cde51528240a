import { expect, test } from 'vitest';
import { streamRate } from './compare-numbers.ts';
import { sequentialText, traceLog } from './testing/traces.ts';

test('the rate is what a stream wrote while it wrote', async () => {
  const { state } = await traceLog(sequentialText, { clock: 'wall' });
  const { thought } = state;
  if (!thought) throw new Error('unreachable');
  const piece = {
    ...thought,
    tokens: { text: 80, withTags: 80, thinking: 20 },
    firstTokenAt: 500,
    endedAt: 2500,
  };
  expect(streamRate({ ...state, thought: piece })).toBe(50);
});

test('without a clock nothing was measured, and of what still runs nothing is known', async () => {
  const { state } = await traceLog(sequentialText, { clock: 'tokens' });
  expect(streamRate(state)).toBeNull();
  const timed = (await traceLog(sequentialText, { clock: 'wall' })).state;
  if (!timed.thought) throw new Error('unreachable');
  expect(streamRate({ ...timed, thought: { ...timed.thought, tokens: null } })).toBeNull();
});
