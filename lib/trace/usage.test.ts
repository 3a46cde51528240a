import { describe, expect, it } from 'vitest';
import type { ModelInfo, UnstampedEvent } from './events.ts';
import { foldEvents } from './fold.ts';
import { sessionStart, stampLog, tokensOf } from './testing/log-builder.ts';
import { sessionUsage } from './usage.ts';

const model = (name: string, price?: ModelInfo['price']): ModelInfo => ({
  endpointName: 'Lab',
  model: name,
  ruleBased: false,
  mode: 'prompted',
  ...(price && { price }),
});
const start = (planner = model('p'), executor = model('e')) =>
  sessionStart({ origin: { kind: 'live' }, models: { planner, executor } });

const planStart = (requestedAt: number, estimatedInputTokens?: number, attempt = 1): UnstampedEvent => ({
  type: 'plan-start',
  stream: 'plan:1',
  attempt,
  requestedAt,
  ...(estimatedInputTokens !== undefined && { estimatedInputTokens }),
});
const planEnd = (more: Partial<Extract<UnstampedEvent, { type: 'plan-end' }>> = {}): UnstampedEvent => ({
  type: 'plan-end',
  stream: 'plan:1',
  attempt: 1,
  status: 'done',
  tokens: tokensOf(30, 6, 100),
  ...more,
});
const stage: UnstampedEvent = { type: 'stage-start', stage: 1 };
const usageOf = (events: readonly UnstampedEvent[]) => sessionUsage(foldEvents(stampLog(events)));

describe('sessionUsage', () => {
  it('adds up what calls reported and, apart, what we counted', () => {
    const usage = usageOf([
      start(model('p', { inputPerMillion: 1, outputPerMillion: 10 })),
      stage,
      planStart(0, 200),
      planEnd({ usage: { inputTokens: 210, cachedInputTokens: 64, outputTokens: 140, reasoningTokens: 99 } }),
      {
        type: 'execution-start',
        stream: 'execution:1.1',
        attempt: 1,
        requestedAt: 20,
        estimatedInputTokens: 240,
      },
      { type: 'execution-end', stream: 'execution:1.1', attempt: 1, status: 'done', tokens: tokensOf(50, 4) },
    ]);
    expect(usage).toEqual({
      calls: 2,
      failedCalls: 0,
      promptTokens: { reported: 210, reportedCalls: 1, estimated: 440 },
      cachedTokens: { reported: 64, reportedCalls: 1, estimated: null },
      outputTokens: { reported: 140, reportedCalls: 1, estimated: 136 + 54 },
      reasoningTokens: { reported: 99, reportedCalls: 1, estimated: 100 },
      // Only the planner's model has a price: 210 × 1 + 140 × 10.
      cost: { amount: 0.00161, isEstimate: true, pricedCalls: 1 },
    });
  });

  it('prices by our counts what was not reported, and says so; all reported is no estimate', () => {
    const priced = model('p', { inputPerMillion: 1, outputPerMillion: 10 });
    const cost = (usage?: { inputTokens: number; outputTokens: number }) =>
      usageOf([start(priced, priced), stage, planStart(0, 200), planEnd({ usage })])?.cost;
    expect(cost()).toEqual({ amount: 0.00156, isEstimate: true, pricedCalls: 1 });
    expect(cost({ inputTokens: 100, outputTokens: 10 })).toEqual({
      amount: 0.0002,
      isEstimate: false,
      pricedCalls: 1,
    });
  });

  it('counts failed attempts, with what they reported; a request that nobody read cost nothing', () => {
    const failed = (type: string, attempt: number, more = {}): UnstampedEvent => ({
      type: 'attempt-failed',
      stream: 'plan:1',
      attempt,
      error: { type, message: type },
      ...more,
    });
    const usage = usageOf([
      start(),
      stage,
      planStart(0, 200),
      failed('rate-limited', 1),
      planStart(20, 200, 2),
      failed('no-tags', 2, { tokens: tokensOf(40), usage: { inputTokens: 190, outputTokens: 41 } }),
      planStart(40, 220, 3),
      planEnd({ attempt: 3 }),
    ]);
    expect(usage).toMatchObject({
      calls: 3,
      failedCalls: 2,
      promptTokens: { reported: 190, reportedCalls: 1, estimated: 420 },
      outputTokens: { reported: 41, reportedCalls: 1, estimated: 40 + 136 },
    });
  });

  it('a plan that became the answer is one call', () => {
    const usage = usageOf([
      start(),
      stage,
      planStart(5, 200),
      planEnd({ becomes: 'answer', tokens: tokensOf(0) }),
      { type: 'stage-end', stage: 1, status: 'done' },
      { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: 5 },
      {
        ...{ type: 'answer-end', stream: 'answer', attempt: 1, status: 'done', tokens: tokensOf(20) },
        usage: { inputTokens: 210, outputTokens: 22 },
      },
    ]);
    expect(usage).toMatchObject({
      calls: 1,
      promptTokens: { reported: 210, reportedCalls: 1, estimated: 200 },
      outputTokens: { reported: 22, reportedCalls: 1, estimated: 20 },
    });
  });

  it('a planner that went on from its plan to the answer made one call', () => {
    const usage = usageOf([
      start(),
      stage,
      planStart(5, 200),
      planEnd(),
      { type: 'stage-end', stage: 1, status: 'done' },
      { type: 'answer-start', stream: 'answer', attempt: 1, requestedAt: 5 },
      {
        ...{ type: 'answer-end', stream: 'answer', attempt: 1, status: 'done', tokens: tokensOf(20) },
        usage: { inputTokens: 210, outputTokens: 160 },
      },
    ]);
    expect(usage).toMatchObject({
      calls: 1,
      promptTokens: { reported: 210, estimated: 200 },
      outputTokens: { reported: 160, estimated: 156 },
    });
  });

  it('a plan that was resumed after a break is two calls, and its tokens are counted once', () => {
    const usage = usageOf([
      start(),
      stage,
      planStart(5, 200),
      {
        ...{ type: 'diagnostic', code: 'plan-resumed', severity: 'note', explanation: '' },
        place: { stream: 'plan:1' },
      },
      planEnd({ usage: { inputTokens: 230, outputTokens: 60 } }),
    ]);
    expect(usage).toMatchObject({
      calls: 2,
      promptTokens: { reported: 230, reportedCalls: 1, estimated: 400 },
      outputTokens: { reported: 60, reportedCalls: 1, estimated: 136 },
    });
  });

  it('is null for imported and hand-written texts, and before the first call', () => {
    const events = [stage, planStart(0), planEnd()];
    expect(usageOf([sessionStart({ origin: { kind: 'imported' } }), ...events])).toBeNull();
    expect(usageOf([sessionStart(), ...events])).toBeNull();
    expect(usageOf([start(), stage])).toBeNull();
  });

  it('a log from before prompts were estimated says so', () => {
    expect(usageOf([start(), stage, planStart(0), planEnd()])?.promptTokens).toEqual({
      reported: null,
      reportedCalls: 0,
      estimated: null,
    });
  });
});
