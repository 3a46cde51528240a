import { describe, expect, it } from 'vitest';
import type { SessionSummary } from '#components/api/schemas.ts';
import { tokenFacts } from './session-facts.ts';

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
  metrics: { totalTokens: 1204, sequentialTokens: { authors: 812 }, tokenizer: 'other' },
  answer: null,
  answerIsInferred: false,
  error: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  endedAt: null,
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
    const metrics = { ...summary({}).metrics, isEstimate: true };
    expect(tokenFacts(summary({ metrics }))?.text).toBe('≈812 sequential of 1,204 tok');
  });

  it('does not list zeros', () => {
    const metrics = { totalTokens: 0, sequentialTokens: { authors: 0 }, tokenizer: 'other' };
    expect(tokenFacts(summary({ metrics, status: 'failed' }))?.text).toBe('no tokens');
    expect(tokenFacts(summary({ metrics, status: 'running' }))).toBeNull();
    expect(tokenFacts(summary({ metrics: null }))).toBeNull();
  });
});
