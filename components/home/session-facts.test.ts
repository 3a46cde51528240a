import { describe, expect, it } from 'vitest';
import type { SessionSummary } from '#lib/contract/session.ts';
import { tokenFacts } from './session-facts.ts';

const model = { endpointName: 'Test', model: 'test', ruleBased: false, mode: 'prompted' } as const;

const metricsOf = (totalTokens: number, authors: number): SessionSummary['metrics'] => {
  const numbers = {
    totalTokens,
    sequentialTokens: { authors, paper: authors, 'with-tags': authors, barrier: authors },
  };
  return { ...numbers, visible: numbers, tokenizer: 'other' };
};

const summary = (change: Partial<SessionSummary>): SessionSummary => ({
  id: 'one',
  status: 'done',
  question: 'How much is 6 times 7?',
  title: null,
  strategy: 'sprint',
  model: 'test',
  executorModel: 'test',
  ruleBased: false,
  tags: [],
  pairId: null,
  metrics: metricsOf(1204, 812),
  answer: null,
  answerIsInferred: false,
  error: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  endedAt: null,
  mode: 'prompted',
  models: { planner: model, executor: model },
  origin: { kind: 'live' },
  sourceName: null,
  expected: null,
  lastSeq: 7,
  verdict: null,
  ruling: null,
  correct: null,
  findings: [],
  renewing: false,
  ...change,
});

describe('tokenFacts', () => {
  it('names definition, unit and the tokenizer of the record', () => {
    const facts = tokenFacts(summary({}));
    expect(facts?.text).toBe('812 sequential of 1,204 tok');
    expect(facts?.explanation).toMatch(/authors’ definition.*tokenizer other, with thinking/);
  });

  it('is about while it runs, and one number for one stream', () => {
    expect(tokenFacts(summary({ status: 'running' }))?.text).toBe('≈812 sequential of 1,204 tok');
    expect(tokenFacts(summary({ strategy: 'sequential' }))?.text).toBe('1,204 tok');
    const metrics = metricsOf(1204, 812);
    if (metrics) metrics.isEstimate = true;
    expect(tokenFacts(summary({ metrics }))?.text).toBe('≈812 sequential of 1,204 tok');
  });

  it('does not list zeros', () => {
    const metrics = metricsOf(0, 0);
    expect(tokenFacts(summary({ metrics, status: 'failed' }))?.text).toBe('no tokens');
    expect(tokenFacts(summary({ metrics, status: 'running' }))).toBeNull();
    expect(tokenFacts(summary({ metrics: null }))).toBeNull();
  });
});
