import { expect, it } from 'vitest';
import type { GuardedModel } from '#lib/models/endpoint.ts';
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
