import { describe, expect, test } from 'vitest';
import type { PublicEndpoint } from '#lib/models/endpoint.ts';
import type { EventOf } from '#lib/trace/events.ts';
import { sessionStart } from '#lib/trace/testing/log-builder.ts';
import { newPairId, otherSideCaveats, otherSideRequest, sameEndpoint } from './other-side.ts';

const start = (overrides: Parameters<typeof sessionStart>[0] = {}): EventOf<'session-start'> =>
  ({
    ...sessionStart({ origin: { kind: 'live' }, ...overrides }),
    seq: 0,
    at: 0,
  }) as EventOf<'session-start'>;

const lab: PublicEndpoint = {
  id: 'lab',
  name: 'Lab',
  kind: 'openai-compatible',
  baseUrl: 'http://lab/v1',
  model: 'lab-7b',
  mode: 'native',
  contextWindow: null,
  timeouts: { firstTokenMs: 1, stallMs: 1, totalMs: 1 },
  thinkingTag: 'auto',
  tokensPerSecond: null,
  source: 'settings',
  hasKey: false,
};
const builtIn: PublicEndpoint = { ...lab, id: 'built-in', name: 'Built-in', kind: 'built-in', model: 'toy' };

const ofLab = {
  endpointName: 'Lab',
  model: 'lab-7b',
  baseUrl: 'http://lab/v1',
  ruleBased: false,
  mode: 'native' as const,
};
const labStart = start({ models: { planner: ofLab, executor: ofLab }, tokenizer: 'o200k' });

describe('the request', () => {
  const side = { start: labStart, endpoint: lab, model: '', pairId: 'p', pace: 60 };

  test('asks the same question with the other strategy, counted the same way, under the same pair', () => {
    expect(otherSideRequest(side)).toMatchObject({
      question: labStart.question,
      strategy: 'sequential',
      endpointId: 'lab',
      pairId: 'p',
      tokenizer: 'o200k',
      settings: labStart.settings,
      instructions: labStart.instructions,
    });
    expect(otherSideRequest({ ...side, start: start({ strategy: 'sequential' }) }).strategy).toBe('sprint');
  });

  test('an import has no settings or texts of its own to repeat', () => {
    const imported = start({ origin: { kind: 'imported' } });
    const request = otherSideRequest({ ...side, start: imported });
    expect(request).not.toHaveProperty('settings');
    expect(request).not.toHaveProperty('instructions');
  });

  test('texts of another mode are not sent', () => {
    expect(otherSideRequest({ ...side, endpoint: { ...lab, mode: 'prompted' } })).not.toHaveProperty(
      'instructions',
    );
  });

  test('a model of one’s own is sent, the built-in has a pace instead', () => {
    expect(otherSideRequest({ ...side, model: ' other-7b ' }).model).toBe('other-7b');
    const toy = otherSideRequest({ ...side, endpoint: builtIn, model: 'other-7b' });
    expect(toy).not.toHaveProperty('model');
    expect(toy.tokensPerSecond).toBe(60);
  });

  test('a tokenizer that this server does not know is left to it', () => {
    expect(otherSideRequest({ ...side, start: start({ tokenizer: 'words' }) })).not.toHaveProperty(
      'tokenizer',
    );
  });
});

test('the endpoint that ran the session is found again by name, mode and address', () => {
  expect(sameEndpoint(labStart, [builtIn, lab])).toBe(lab);
  expect(sameEndpoint(labStart, [builtIn, { ...lab, baseUrl: 'http://elsewhere/v1' }])).toBeNull();
  expect(sameEndpoint(start(), [lab, builtIn])).toBe(builtIn);
});

describe('what is said before', () => {
  test('a sequential run by a tuned model is not the paper’s baseline', () => {
    expect(otherSideCaveats(labStart, lab, '').join()).toContain('not the paper’s baseline');
    expect(otherSideCaveats(labStart, { ...lab, mode: 'prompted' }, '').join()).not.toContain('baseline');
  });

  test('two models are named as two', () => {
    expect(otherSideCaveats(labStart, lab, 'other').join()).toContain('Two different models');
    expect(otherSideCaveats(labStart, lab, '').join()).not.toContain('Two different models');
  });

  test('the built-in is a toy', () => {
    expect(otherSideCaveats(start(), builtIn, '').join()).toContain('Both sides are the rule-based built-in');
    expect(otherSideCaveats(labStart, builtIn, '').join()).toContain('One side is the rule-based built-in');
  });
});

test('a pair’s id is all of the randomness given', () => {
  expect(newPairId((bytes) => bytes.fill(255))).toBe('f'.repeat(32));
});
