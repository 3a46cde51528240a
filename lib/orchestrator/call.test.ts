import { describe, expect, it } from 'vitest';
import { systemClock } from '#lib/base/clock.ts';
import type { CallPart, GuardedModel } from '#lib/models/endpoint.ts';
import { learning } from '#lib/models/testing/learning.ts';
import { type CallRequest, carryOutCall } from './call.ts';
import { dropped } from './testing/replies.ts';

const guarded = (error?: Error): GuardedModel => ({
  model: {} as GuardedModel['model'],
  async *call() {
    yield { type: 'text', text: 'x' };
    if (error) throw error;
  },
  ...learning(),
});
const request: Omit<CallRequest, 'guarded' | 'onPart'> = {
  context: { kind: 'completion', parts: [] },
  clock: systemClock,
  stop: [],
  maxTokens: 1,
  temperature: 0,
  estimatedInputTokens: 0,
  signal: new AbortController().signal,
};

it('what an endpoint does is the call’s end, what we do wrong is not', async () => {
  const call = (onPart: CallRequest['onPart'], error?: Error) =>
    carryOutCall({ ...request, guarded: guarded(error), onPart });
  expect(await call(() => false, dropped())).toMatchObject({ type: 'failed', error: { type: 'dropped' } });
  const defect = new Error('We cannot read this');
  await expect(
    call(() => {
      throw defect;
    }),
  ).rejects.toBe(defect);
});

describe('a call whose turn is over', () => {
  /** Yields these parts after the one that ends the turn, as long as the caller reads. */
  const going = (...after: CallPart[]): GuardedModel => ({
    ...guarded(),
    async *call(options) {
      yield { type: 'text', text: 'x' };
      expect(options.enough?.aborted).toBe(true);
      yield* after;
    },
  });
  const usage = { inputTokens: 3, outputTokens: 2 };

  it('takes no more text, but the usage', async () => {
    const taken: CallPart[] = [];
    const end = await carryOutCall({
      ...request,
      guarded: going({ type: 'text', text: 'y' }, { type: 'finish', reason: 'other', usage }),
      onPart: (part) => taken.push(part) === 1,
    });
    expect(end).toEqual({ type: 'finished', reason: 'stop-tag', usage });
    expect(taken).toEqual([{ type: 'text', text: 'x' }]);
  });

  it('ends well, whatever the endpoint does then', async () => {
    const failing: GuardedModel = {
      ...guarded(),
      async *call() {
        yield { type: 'text', text: 'x' };
        throw dropped();
      },
    };
    for (const model of [going(), failing]) {
      const end = await carryOutCall({ ...request, guarded: model, onPart: () => true });
      expect(end).toEqual({ type: 'finished', reason: 'stop-tag', usage: null });
    }
  });
});
